/** The street of the known picture: drawn by us, part by part, as SVG. Sizes are pixels of the picture. */

export const width = 640;
export const height = 384;

/** What was drawn and where, for the self-test: COCO names that are right for it, box as centre and size. */
export interface Drawn {
  readonly classNames: readonly string[];
  readonly boxInImage: { readonly cx: number; readonly cy: number; readonly w: number; readonly h: number };
}

interface Part {
  readonly svg: string;
  readonly drawn?: Drawn;
}

/** A part in its own coordinates (`w` wide, `h` high, origin at its upper left corner) placed with its foot at `x`, `footY`. */
function placed(
  part: { w: number; h: number; svg: string },
  classNames: readonly string[],
  place: { x: number; footY: number; scale: number; flip?: boolean },
): Part {
  const { x, footY, scale, flip } = place;
  const w = part.w * scale;
  const h = part.h * scale;
  const turn = flip ? ` translate(${part.w} 0) scale(-1 1)` : '';
  return {
    svg: `<g transform="translate(${x} ${footY - h}) scale(${scale})${turn}">${part.svg}</g>`,
    drawn: { classNames, boxInImage: { cx: x + w / 2, cy: footY - h / 2, w, h } },
  };
}

function wheel(cx: number, cy: number, r: number): string {
  const spokes = Array.from({ length: 10 }, (_, at) => {
    const angle = (at * Math.PI) / 5;
    return `<line x1="${cx}" y1="${cy}" x2="${cx + Math.cos(angle) * r * 0.58}" y2="${cy + Math.sin(angle) * r * 0.58}" stroke="#c9ccd0" stroke-width="${r * 0.11}"/>`;
  }).join('');
  return `<circle cx="${cx}" cy="${cy}" r="${r}" fill="url(#tyre)"/><circle cx="${cx}" cy="${cy}" r="${r * 0.66}" fill="#2a2c2f"/>
    <circle cx="${cx}" cy="${cy}" r="${r * 0.62}" fill="none" stroke="#b9bdc2" stroke-width="${r * 0.09}"/>${spokes}
    <circle cx="${cx}" cy="${cy}" r="${r * 0.15}" fill="#8e9297"/>`;
}

/** Soft shadow on the road below something `w` wide whose foot is at `h`. */
function shadow(w: number, h: number): string {
  return `<ellipse cx="${w / 2}" cy="${h - 2}" rx="${w * 0.52}" ry="7" fill="#000" opacity="0.55" filter="url(#soft)"/>`;
}

/** Saloon from the side, front to the right. */
function saloon(paint: string): { w: number; h: number; svg: string } {
  const body =
    'M4 50 C3 42 5 37 12 35 L40 31 C52 20 66 11 84 8 C104 5 128 5 142 9 C156 13 168 22 178 31 C196 33 212 36 219 42 C223 46 223 52 222 58 L220 62 L4 62 Z';
  return {
    w: 224,
    h: 76,
    svg: `${shadow(224, 76)}
    <path d="${body}" fill="url(#${paint})"/>
    <path d="M4 50 L222 50 L220 62 L4 62 Z" fill="#000" opacity="0.28"/>
    <path d="M8 38 C60 33 160 34 216 43" stroke="#fff" stroke-opacity="0.55" stroke-width="1.6" fill="none"/>
    <path d="M58 31 C66 21 76 14 88 12 L108 11 L108 31 Z" fill="url(#glass)"/>
    <path d="M113 11 C128 10.5 138 12 146 16 C155 20 162 26 167 31 L113 31 Z" fill="url(#glass)"/>
    <path d="M66 29 L84 13 L90 13 L74 29 Z M124 29 L136 12 L141 13 L131 29 Z" fill="#fff" opacity="0.25"/>
    <path d="M110 11 L110 58 M60 32 C56 40 58 52 62 58 M168 33 C171 42 168 52 160 58 M62 59 L160 59" stroke="#101214" stroke-opacity="0.75" stroke-width="1.1" fill="none"/>
    <rect x="97" y="37" width="10" height="2.6" rx="1.2" fill="#e8ebee"/><rect x="152" y="37" width="10" height="2.6" rx="1.2" fill="#e8ebee"/>
    <path d="M203 38 C212 39 218 42 220 46 L206 45 Z" fill="#f6f3dc" stroke="#777" stroke-width="0.8"/>
    <path d="M4 41 C6 38 10 37 16 36.5 L15 45 L4 46 Z" fill="#b3131b"/>
    <path d="M162 29 q7 -5 9 1 l-1 3 l-8 0 z" fill="url(#${paint})" stroke="#111" stroke-width="0.6"/>
    <path d="M210 52 L222 52 L221 58 L208 58 Z" fill="#23262a"/><path d="M4 52 L12 52 L13 58 L4 58 Z" fill="#23262a"/>
    <path d="M28 62 A 19 19 0 0 1 66 62 Z M158 62 A 19 19 0 0 1 196 62 Z" fill="#0c0d0e"/>
    ${wheel(47, 60, 16)}${wheel(177, 60, 16)}`,
  };
}

/** Estate or off-road car from the side, front to the right. */
function estate(paint: string): { w: number; h: number; svg: string } {
  const body =
    'M4 60 L5 34 C6 22 12 12 22 9 C60 4 118 4 134 9 C146 13 156 24 164 35 C184 37 200 40 207 46 C211 52 210 60 209 68 L206 72 L6 72 Z';
  return {
    w: 212,
    h: 88,
    svg: `${shadow(212, 88)}
    <path d="${body}" fill="url(#${paint})"/><path d="M4 58 L210 58 L206 72 L6 72 Z" fill="#000" opacity="0.3"/>
    <path d="M20 6 L120 4.5" stroke="#2b2e32" stroke-width="2.4"/>
    <path d="M6 40 C60 36 150 37 206 48" stroke="#fff" stroke-opacity="0.5" stroke-width="1.6" fill="none"/>
    <path d="M14 33 C15 22 19 15 27 13 L54 11 L54 34 Z M58 11 L98 10.5 L98 34.5 L58 34 Z M102 10.5 C118 10 128 11 134 15 C141 20 147 27 152 35 L102 34.5 Z" fill="url(#glass)"/>
    <path d="M24 32 L36 13 L42 13 L30 32 Z M70 32 L80 12 L87 12 L77 32 Z M112 33 L121 12 L127 13 L119 33 Z" fill="#fff" opacity="0.22"/>
    <path d="M56 12 L56 68 M100 11 L100 68 M153 37 C156 48 152 60 146 67" stroke="#101214" stroke-opacity="0.75" stroke-width="1.1" fill="none"/>
    <rect x="86" y="42" width="11" height="2.8" rx="1.2" fill="#e8ebee"/><rect x="136" y="42" width="11" height="2.8" rx="1.2" fill="#e8ebee"/>
    <path d="M190 41 C199 42 205 46 207 51 L193 50 Z" fill="#f6f3dc" stroke="#777" stroke-width="0.8"/>
    <path d="M5 36 L13 36 L13 52 L4.5 52 Z" fill="#b3131b"/>
    <path d="M147 32 q8 -5 10 1 l-1 4 l-9 0 z" fill="#1a1c1f"/>
    <path d="M196 60 L210 60 L208 68 L194 68 Z M4 60 L14 60 L15 68 L5 68 Z" fill="#202327"/>
    <path d="M24 72 A 21 21 0 0 1 66 72 Z M146 72 A 21 21 0 0 1 188 72 Z" fill="#0c0d0e"/>
    ${wheel(45, 70, 18)}${wheel(167, 70, 18)}`,
  };
}

/** A car coming towards the eye. */
function front(paint: string): { w: number; h: number; svg: string } {
  return {
    w: 128,
    h: 108,
    svg: `${shadow(128, 108)}
    <rect x="10" y="78" width="20" height="28" rx="5" fill="#121314"/><rect x="98" y="78" width="20" height="28" rx="5" fill="#121314"/>
    <path d="M26 36 C30 16 36 8 44 6 C56 3 72 3 84 6 C92 8 98 16 102 36 C114 42 120 50 122 60 L122 88 C121 95 116 98 110 98 L18 98 C12 98 7 95 6 88 L6 60 C8 50 14 42 26 36 Z" fill="url(#${paint})"/>
    <path d="M31 37 C34 22 38 13 46 11 C58 8.5 70 8.5 82 11 C90 13 94 22 97 37 C76 33 52 33 31 37 Z" fill="url(#glass)"/>
    <path d="M44 33 L56 11 L66 11 L54 33 Z" fill="#fff" opacity="0.2"/>
    <path d="M26 38 C50 34 78 34 102 38 C110 44 114 50 115 56 C84 52 44 52 13 56 C14 50 18 44 26 38 Z" fill="#fff" opacity="0.16"/>
    <path d="M26 38 C50 34 78 34 102 38" stroke="#000" stroke-opacity="0.45" fill="none"/>
    <path d="M48 54 L40 38 M80 54 L88 38" stroke="#000" stroke-opacity="0.25"/>
    <path d="M9 58 C16 56 26 57 34 62 L31 70 C22 71 13 69 9 66 Z M119 58 C112 56 102 57 94 62 L97 70 C106 71 115 69 119 66 Z" fill="url(#lamp)" stroke="#333" stroke-width="0.8"/>
    <path d="M38 60 L90 60 L86 74 L42 74 Z" fill="#15171a"/><path d="M40 64 H88 M41 68 H87 M42 71.500 H86" stroke="#7d8288" stroke-width="0.9"/>
    <circle cx="64" cy="66" r="4" fill="#cfd3d7"/>
    <path d="M12 80 L116 80 L112 94 L16 94 Z" fill="#1b1d20"/><rect x="44" y="79" width="40" height="10" fill="#f3f3ee" stroke="#222" stroke-width="0.8"/>
    <text x="64" y="87" font-family="sans-serif" font-size="7" font-weight="bold" text-anchor="middle" fill="#1a1a1a">ITS 2026</text>
    <circle cx="22" cy="87" r="4" fill="#d7d7cd"/><circle cx="106" cy="87" r="4" fill="#d7d7cd"/>
    <path d="M24 33 q-11 -2 -14 3 q0 6 5 6 l10 -3 z M104 33 q11 -2 14 3 q0 6 -5 6 l-10 -3 z" fill="url(#${paint})" stroke="#111" stroke-width="0.6"/>`,
  };
}

function bus(): { w: number; h: number; svg: string } {
  const windows = Array.from(
    { length: 6 },
    (_, at) =>
      `<rect x="${24 + at * 36}" y="20" width="33" height="32" rx="2" fill="url(#glass)"/><path d="M${28 + at * 36} 50 l12 -28 h6 l-12 28 z" fill="#fff" opacity="0.18"/>`,
  ).join('');
  return {
    w: 286,
    h: 116,
    svg: `${shadow(286, 116)}
    <path d="M4 12 C4 6 8 4 14 4 L266 4 C276 4 280 10 281 22 L284 70 L284 98 L280 102 L6 102 C4 102 3 100 3 98 Z" fill="url(#busPaint)"/>
    <rect x="3" y="62" width="281" height="10" fill="#f4f0e4" opacity="0.9"/><path d="M3 86 L284 86 L284 98 L280 102 L6 102 L3 98 Z" fill="#000" opacity="0.3"/>
    <rect x="12" y="6" width="150" height="3" fill="#fff" opacity="0.35"/>
    ${windows}
    <path d="M244 20 L262 20 L262 96 L244 96 Z" fill="#1a2228"/><path d="M246 22 H252 V94 H246 Z M254 22 H260 V94 H254 Z" fill="url(#glass)"/>
    <path d="M266 16 L277 16 L281 62 L266 62 Z" fill="url(#glass)"/>
    <rect x="190" y="7" width="66" height="9" fill="#141414"/><text x="223" y="14.500" font-family="monospace" font-size="8" text-anchor="middle" fill="#ffb029">12 CENTRE</text>
    <path d="M274 78 L284 78 L284 86 L276 86 Z" fill="#f6f3dc"/><rect x="3" y="74" width="5" height="12" fill="#b3131b"/>
    <path d="M276 18 q10 0 10 12 l0 8 l-4 0 l-1 -12 z" fill="#17191b"/>
    <path d="M42 102 A 22 22 0 0 1 86 102 Z M196 102 A 22 22 0 0 1 240 102 Z" fill="#0c0d0e"/>${wheel(64, 98, 18)}${wheel(218, 98, 18)}`,
  };
}

function truck(): { w: number; h: number; svg: string } {
  return {
    w: 250,
    h: 122,
    svg: `${shadow(250, 122)}
    <rect x="2" y="4" width="176" height="86" rx="2" fill="url(#box)"/>
    <path d="M24 4 V90 M46 4 V90 M68 4 V90 M90 4 V90 M112 4 V90 M134 4 V90 M156 4 V90" stroke="#9aa0a6" stroke-opacity="0.6"/>
    <rect x="2" y="84" width="176" height="6" fill="#5c6167"/><rect x="2" y="90" width="236" height="10" fill="#202327"/>
    <path d="M182 96 L182 26 C182 20 186 18 192 18 L216 18 C224 19 230 26 235 44 C243 48 246 54 246 62 L246 98 L240 100 L182 100 Z" fill="url(#blue)"/>
    <path d="M196 50 L196 28 L214 28 C219 30 223 38 226 50 Z" fill="url(#glass)"/><path d="M200 48 l8 -20 h5 l-8 20 z" fill="#fff" opacity="0.2"/>
    <path d="M190 52 L190 96 M228 52 L228 92" stroke="#0d1a2c" stroke-opacity="0.7"/><rect x="196" y="58" width="10" height="3" fill="#dfe3e8"/>
    <path d="M182 18 L182 6 C196 4 208 8 216 18 Z" fill="url(#blue)"/>
    <path d="M238 70 L246 70 L246 80 L238 80 Z" fill="#f6f3dc"/><path d="M232 30 l6 0 l0 18 l-5 0 z" fill="#17191b"/>
    <rect x="2" y="90" width="6" height="7" fill="#b3131b"/>
    <rect x="96" y="96" width="62" height="8" fill="#33373c"/>
    ${wheel(40, 104, 17)}${wheel(78, 104, 17)}${wheel(210, 104, 17)}`,
  };
}

/** A pedestrian from the side, walking to the right. */
function person(shirt: string, trousers: string): { w: number; h: number; svg: string } {
  return {
    w: 34,
    h: 92,
    svg: `<ellipse cx="17" cy="90" rx="16" ry="3" fill="#000" opacity="0.45" filter="url(#soft)"/>
    <path d="M14 50 L8 70 L3 85 L9 87 L15 72 L19 58 Z" fill="${trousers}"/><path d="M16 50 L20 70 L25 86 L30 84 L26 68 L23 50 Z" fill="${trousers}"/>
    <path d="M2 85 l7 1 l2 4 l-10 0 z M24 85 l6 -2 l4 6 l-9 1 z" fill="#1b1512"/>
    <path d="M11 22 C9 30 10 44 12 53 L25 53 C27 42 27 30 24 22 C20 19 15 19 11 22 Z" fill="${shirt}"/>
    <path d="M11 24 C6 32 4 42 5 50 L9 50 C9 42 12 34 14 28 Z" fill="${shirt}"/><path d="M23 24 C28 31 31 38 32 46 L28 48 C26 41 24 36 21 31 Z" fill="${shirt}"/>
    <path d="M20 20 C24 26 26 40 24 53 L19 53 Z" fill="#000" opacity="0.2"/>
    <circle cx="7" cy="52" r="2.600" fill="#d3a27f"/><circle cx="30.500" cy="48.500" r="2.600" fill="#d3a27f"/>
    <rect x="15" y="15" width="6" height="7" fill="#c7946f"/><ellipse cx="18" cy="10" rx="6.400" ry="7.800" fill="#d8a885"/>
    <path d="M11 10 C10 2 16 0 19 1 C25 1 26 7 24 9 C20 6 15 6 13 11 L13 14 Z" fill="#2b1c12"/>`,
  };
}

function stopSign(): { w: number; h: number; svg: string } {
  const corners = Array.from({ length: 8 }, (_, at) => {
    const angle = Math.PI / 8 + (at * Math.PI) / 4;
    return `${21 + Math.cos(angle) * 20} ${21 + Math.sin(angle) * 20}`;
  });
  return {
    w: 42,
    h: 42,
    svg: `<rect x="19" y="30" width="4" height="120" fill="#7c8288"/><polygon points="${corners.join(',')}" fill="#c4161c" stroke="#f5f5f2" stroke-width="2.400"/>
    <text x="21" y="25" font-family="sans-serif" font-weight="bold" font-size="11" text-anchor="middle" fill="#fff">STOP</text>`,
  };
}

function trafficLight(lit: 'red' | 'green'): { w: number; h: number; svg: string } {
  const lamps = ['red', 'amber', 'green'].map((name, at) => {
    const colour = { red: '#ff3325', amber: '#ffb21f', green: '#2dff8a' }[name];
    const on = name === lit;
    return `${on ? `<circle cx="11" cy="${10 + at * 15}" r="9" fill="${colour}" opacity="0.4" filter="url(#soft)"/>` : ''}<circle cx="11" cy="${10 + at * 15}" r="5.800" fill="${on ? colour : '#241f1b'}" stroke="#000"/>`;
  });
  return {
    w: 22,
    h: 52,
    svg: `<rect x="9" y="50" width="4" height="120" fill="#3b4046"/><rect x="0.500" y="0.500" width="21" height="51" rx="4" fill="#15181a" stroke="#33373b"/>${lamps.join('')}`,
  };
}

function house(x: number, w: number, top: number, wall: string): Part {
  const windows: string[] = [];
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column * 30 + 24 < w; column++) {
      const left = x + 10 + column * 30;
      const upper = top + 14 + row * 36;
      windows.push(
        `<rect x="${left}" y="${upper}" width="16" height="22" fill="#46535e"/><path d="M${left} ${upper + 22} L${left + 16} ${upper} V${upper + 22} Z" fill="#6f808d" opacity="0.7"/><path d="M${left + 8} ${upper} v22 M${left} ${upper + 11} h16" stroke="#e5dfd3"/><rect x="${left - 2}" y="${upper + 22}" width="20" height="2.500" fill="#d5cdbf"/>`,
      );
    }
  }
  return {
    svg: `<rect x="${x}" y="${top}" width="${w}" height="${190 - top}" fill="${wall}"/><rect x="${x}" y="${top}" width="${w}" height="${190 - top}" fill="url(#wallShade)"/><rect x="${x - 2}" y="${top - 4}" width="${w + 4}" height="6" fill="#8c8378"/>${windows.join('')}`,
  };
}

function tree(x: number, footY: number, r: number): Part {
  const leaves = Array.from({ length: 26 }, (_, at) => {
    const angle = at * 2.4;
    const far = r * Math.sqrt(at / 26);
    const shade = ['#2f5a2a', '#3d7034', '#274b24', '#4d8240'][at % 4];
    return `<circle cx="${x + Math.cos(angle) * far}" cy="${footY - r * 2.3 + Math.sin(angle) * far * 0.9}" r="${r * 0.34}" fill="${shade}"/>`;
  });
  return {
    svg: `<path d="M${x - 3} ${footY} L${x - 2} ${footY - r * 1.7} h4 L${x + 4} ${footY} Z" fill="#4e3b2b"/>${leaves.join('')}`,
  };
}

function gradient(id: string, light: string, middle: string, dark: string): string {
  return `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${light}"/><stop offset="0.45" stop-color="${middle}"/><stop offset="1" stop-color="${dark}"/></linearGradient>`;
}

const definitions = `<defs>
  ${gradient('red', '#f08a80', '#b81f22', '#5c0c10')}${gradient('silver', '#f7f9fa', '#b4babf', '#666c72')}${gradient('blue', '#7fa9dc', '#23528f', '#0e2547')}
  ${gradient('white', '#ffffff', '#e3e5e6', '#9a9ea2')}${gradient('dark', '#8a9097', '#34393f', '#131518')}${gradient('busPaint', '#f7b06a', '#d9691c', '#8a3b0a')}
  ${gradient('box', '#fbfbf9', '#e2e4e4', '#aeb3b6')}${gradient('glass', '#9fb4c2', '#3c4b57', '#1a2229')}${gradient('lamp', '#ffffff', '#e8ecef', '#8f979e')}
  ${gradient('sky', '#7fa8d6', '#b9d0e6', '#e8edf0')}${gradient('road', '#6f7174', '#5d5f62', '#47494c')}
  <radialGradient id="tyre"><stop offset="0.6" stop-color="#2c2d2f"/><stop offset="0.9" stop-color="#17181a"/><stop offset="1" stop-color="#060607"/></radialGradient>
  <linearGradient id="wallShade" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#fff" stop-opacity="0.18"/><stop offset="1" stop-color="#000" stop-opacity="0.25"/></linearGradient>
  <filter id="soft" x="-40%" y="-200%" width="180%" height="500%"><feGaussianBlur stdDeviation="3"/></filter>
  <filter id="grain" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency="0.8" numOctaves="2" seed="7"/><feColorMatrix values="0 0 0 0 0.5  0 0 0 0 0.5  0 0 0 0 0.5  0.9 0 0 0 -0.25"/></filter>
</defs>`;

function scenery(): string {
  const dashes = [0, 110, 220, 330, 440, 550].map(
    (x) => `<path d="M${x + 10} 286 h62 l-4 6 h-62 z" fill="#e8e6dc" opacity="0.9"/>`,
  );
  return `<rect width="640" height="200" fill="url(#sky)"/>
    ${[house(0, 150, 30, '#b79a7c'), house(152, 120, 52, '#8d6f63'), house(274, 160, 20, '#c6b89c'), house(436, 100, 60, '#93867a'), house(538, 110, 34, '#a9776a')].map(({ svg }) => svg).join('')}
    <rect y="186" width="640" height="26" fill="#a8a59c"/><path d="M0 194 H640 M0 203 H640" stroke="#8d8a82"/><rect y="210" width="640" height="5" fill="#c9c6bd"/><rect y="214" width="640" height="3" fill="#6a6862"/>
    <rect y="216" width="640" height="168" fill="url(#road)"/>${dashes.join('')}
    <rect y="216" width="640" height="168" filter="url(#grain)" opacity="0.35"/>
    ${[tree(18, 200, 24), tree(628, 200, 24)].map(({ svg }) => svg).join('')}`;
}

/** The whole picture as SVG, and what was drawn in it. */
export function streetScene(): { svg: string; drawn: Drawn[] } {
  const parts: Part[] = [
    placed(trafficLight('red'), ['traffic light'], { x: 322, footY: 122, scale: 0.9 }),
    placed(stopSign(), ['stop sign'], { x: 588, footY: 122, scale: 1 }),
    placed(person('#2f5f9e', '#2c2f38'), ['person'], { x: 292, footY: 210, scale: 0.8 }),
    placed(person('#a83a36', '#3d4a5c'), ['person'], { x: 356, footY: 212, scale: 0.82, flip: true }),
    placed(bus(), ['bus'], { x: 8, footY: 262, scale: 0.98 }),
    placed(truck(), ['truck'], { x: 384, footY: 258, scale: 0.92 }),
    placed(saloon('red'), ['car'], { x: 20, footY: 364, scale: 0.95, flip: true }),
    placed(front('silver'), ['car'], { x: 258, footY: 372, scale: 0.98 }),
    placed(estate('dark'), ['car', 'truck'], { x: 414, footY: 370, scale: 1, flip: true }),
  ];
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${definitions}${scenery()}${parts.map(({ svg }) => svg).join('')}<rect width="640" height="384" filter="url(#grain)" opacity="0.12"/></svg>`,
    drawn: parts.flatMap(({ drawn }) => (drawn ? [drawn] : [])),
  };
}
