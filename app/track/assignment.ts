/**
 * Which rows go with which columns so that the summed cost is least: the linear assignment problem, solved exactly by
 * shortest augmenting paths with dual prices (Jonker and Volgenant 1987), O(min(r, c)^2 max(r, c)).
 * Rectangular input is allowed; min(rows, columns) pairs are made, so a caller that may leave pairs apart drops the
 * dear ones afterwards.
 * @param cost (rows, columns) row-major, finite, any sign
 * @returns for each row its column, or -1
 */
export function assign(cost: ArrayLike<number>, rows: number, columns: number): Int32Array {
  if (rows <= columns) return solve(rows, columns, (row, column) => cost[row * columns + column]!);
  const rowOfColumn = solve(columns, rows, (column, row) => cost[row * columns + column]!);
  const columnOfRow = new Int32Array(rows).fill(-1);
  rowOfColumn.forEach((row, column) => {
    columnOfRow[row] = column;
  });
  return columnOfRow;
}

/** The same with `few <= many`, so that every one of the few finds a partner. Index 0 of the inner arrays is a stand-in. */
function solve(few: number, many: number, costOf: (few: number, many: number) => number): Int32Array {
  const fewPrice = new Float64Array(few + 1);
  const manyPrice = new Float64Array(many + 1);
  const fewOfMany = new Int32Array(many + 1);
  const previous = new Int32Array(many + 1);
  const shortest = new Float64Array(many + 1);
  const visited = new Uint8Array(many + 1);

  for (let added = 1; added <= few; added++) {
    fewOfMany[0] = added;
    shortest.fill(Number.POSITIVE_INFINITY);
    visited.fill(0);
    let reached = 0;
    // Dijkstra over reduced costs from the added one to the nearest that is still free.
    while (fewOfMany[reached] !== 0) {
      visited[reached] = 1;
      const from = fewOfMany[reached]!;
      let step = Number.POSITIVE_INFINITY;
      let nearest = 0;
      for (let to = 1; to <= many; to++) {
        if (visited[to]) continue;
        const reduced = costOf(from - 1, to - 1) - fewPrice[from]! - manyPrice[to]!;
        if (reduced < shortest[to]!) {
          shortest[to] = reduced;
          previous[to] = reached;
        }
        if (shortest[to]! < step) {
          step = shortest[to]!;
          nearest = to;
        }
      }
      for (let to = 0; to <= many; to++) {
        if (visited[to]) {
          fewPrice[fewOfMany[to]!]! += step;
          manyPrice[to]! -= step;
        } else {
          shortest[to]! -= step;
        }
      }
      reached = nearest;
    }
    // Turn the path over: each on it takes the next one's partner.
    while (reached !== 0) {
      fewOfMany[reached] = fewOfMany[previous[reached]!]!;
      reached = previous[reached]!;
    }
  }

  const manyOfFew = new Int32Array(few).fill(-1);
  for (let to = 1; to <= many; to++) if (fewOfMany[to] !== 0) manyOfFew[fewOfMany[to]! - 1] = to - 1;
  return manyOfFew;
}
