/** Most tracks, or intervals, that one call of `deleteBefore` deletes: a few hundred milliseconds of disk. */
export const rowsDeletedAtOnce = 20_000;

/** Fewer of incidents, which take entries and a picture each with them. */
export const incidentsDeletedAtOnce = 500;
