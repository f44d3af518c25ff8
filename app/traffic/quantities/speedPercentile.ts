/**
 * A percentile of speeds that were counted by the whole km/h, evenly spread within each.
 * @param share 0..1
 * @returns km/h; `null` without speeds
 */
export function speedPercentileKmh(byKmh: Readonly<Record<string, number>>, share: number): number | null {
  const bins = Object.entries(byKmh)
    .map(([kmh, vehicles]) => ({ kmh: Number(kmh), vehicles }))
    .sort((a, b) => a.kmh - b.kmh);
  const wanted = share * bins.reduce((sum, { vehicles }) => sum + vehicles, 0);
  let below = 0;
  for (const { kmh, vehicles } of bins) {
    if (below + vehicles >= wanted && vehicles > 0) return kmh + (wanted - below) / vehicles;
    below += vehicles;
  }
  return null;
}
