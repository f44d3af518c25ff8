/** The name of whoever sits before this browser. */
export const ownNameText = {
  heading: 'This browser',
  label: 'Your name',
  help: 'Stands beside every scene and all rules that you save. Kept in this browser, as you type it.',
} as const;

/** Texts of the settings page. */
export const settingsText = {
  title: 'Settings',
  loading: 'The station has not sent its settings yet.',
  save: 'Save',
  revert: 'Undo the changes',
  saved: 'Saved.',
  unsaved: 'There are changes that are not saved.',
  notSaved: 'Not saved; what you entered is kept.',
  fixFirst: 'Not saved: something above is wrong.',
  changedElsewhere:
    'The settings were changed elsewhere meanwhile. Saving now replaces those changes; undo shows them.',
  site: { heading: 'Site', name: 'Name of the site', nameHelp: 'Shown in the title of every window.' },
  addresses: {
    heading: 'Where cameras may be',
    loopback: 'Cameras on this computer',
    loopbackHelp: 'For test streams and converters that run on the station itself (127.0.0.1). Off is safer.',
    cidrs: 'Allowed address ranges',
    cidrsHelp: 'One range a line, for example 10.20.0.0/16 or fd12:3456::/32. Empty allows every address of a network.',
  },
  detection: {
    heading: 'What is detected',
    boxes: 'Boxes',
    intro: 'What is watched, and how sure the model must be. A lower value finds more and errs more.',
    noModel: 'No model is in use; these are the classes that are watched, and how sure a model must be.',
    watch: (className: string) => `Watch ${className}`,
    score: (className: string) => `Lowest score for ${className}`,
    filter: 'Find a class',
    onlyWatched: 'Only watched classes',
    count: (watched: number, all: number) => `${watched} of ${all} classes watched`,
    others: (count: number) => (count === 1 ? 'One other class of the model' : `${count} other classes of the model`),
    othersWatched: (count: number) => `${count} of them watched`,
    otherModel: 'not in the model in use',
    nmsIou: 'Overlap that makes two boxes one',
    nmsIouHelp: '0.1 to 0.95; 0.6 is right for most roads. Lower it if vehicles are counted twice.',
  },
  retention: {
    days: 'Days that tracks are kept',
    daysHelp: 'Older tracks are deleted for good, once an hour.',
  },
  errors: {
    siteName: 'The name has at most 120 characters.',
    cidr: (line: string) => `“${line}” is not an address range. Write it like 10.20.0.0/16 or fd12:3456::/32.`,
    cidrHostBits: (line: string, network: string) => `“${line}” is not the start of a range; did you mean ${network}?`,
    tooManyCidrs: 'At most 200 ranges can be given.',
    score: 'Enter a number from 0.01 to 1.',
    nmsIou: 'Enter a number from 0.1 to 0.95.',
    keepTracksDays: 'Enter a whole number from 1 to 3650.',
    nothingWatched: 'No class is watched: nothing will be detected.',
  },
} as const;
