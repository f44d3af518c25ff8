const layers = [
  'base',
  'space',
  'camera',
  'detect',
  'track',
  'traffic',
  'incident',
  'access',
  'model',
  'notify',
  'report',
  'store',
  'contracts',
  'pipeline',
  'demo',
];

/** Each sub-folder of app/ imports only what stands to its left. */
const order = layers.slice(0, -1).map((layer, place) => ({
  name: `app-${layer}-imports-only-from-its-left`,
  severity: 'error',
  from: { path: `^app/${layer}/`, pathNot: '\\.test\\.ts$' },
  to: { path: `^app/(${layers.slice(place + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...order,
    {
      name: 'app-is-pure',
      severity: 'error',
      from: { path: '^app/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^(app/|node_modules/(zod|@msgpack)/)' },
    },
    {
      name: 'the-page-knows-no-machine',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^main/' },
    },
    { name: 'main-knows-no-page', severity: 'error', from: { path: '^main/' }, to: { path: '^renderer/' } },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'electron-only-at-its-entry',
      severity: 'error',
      from: { path: '^main/', pathNot: '^main/(electron|preload)\\.ts$|^main/desktop/' },
      to: { path: 'node_modules/electron/', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.test\\.tsx?$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: '.tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
