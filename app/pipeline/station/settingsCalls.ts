import { AppError } from '../../base/error.ts';
import type { Wall } from '../../camera/wall.ts';
import type { Implementation } from '../../contracts/contract.ts';
import type { consoleContract } from '../../contracts/console.ts';
import type { StationCore } from './core.ts';

type SettingsCalls = Pick<
  Implementation<typeof consoleContract>,
  'settings' | 'saveSettings' | 'walls' | 'saveWall' | 'deleteWall'
>;

/** What windows may do with the settings of the site and with walls. */
export function settingsCalls(core: StationCore): SettingsCalls {
  const { stores, cidrProblem, committed } = core.ports;
  return {
    settings: core.settings.serve,
    saveSettings(settings) {
      const problem = settings.addressRules.allowedCidrs.map(cidrProblem).find((found) => found !== null);
      if (problem) throw new AppError('invalid-argument', problem);
      stores.settings.save(settings);
      committed('settings saved');
      core.settings.changed();
      core.vision.configure();
      return {};
    },
    walls: core.walls.serve,
    saveWall(wall) {
      const outside = wall.tiles.find(
        (tile) => tile.column + tile.columns > wall.gridColumns || tile.row + tile.rows > wall.gridRows,
      );
      if (outside) throw new AppError('invalid-argument', 'A tile reaches beyond the edge of the wall. Place it anew.');
      if (overlap(wall))
        throw new AppError('invalid-argument', 'Two tiles of the wall overlap. Place one of them anew.');
      stores.settings.saveWall(wall);
      committed('wall saved');
      core.walls.changed();
      return {};
    },
    deleteWall({ wallId }) {
      const walls = stores.settings.walls();
      if (walls.length === 1 && walls[0]?.wallId === wallId) {
        throw new AppError('failed-precondition', 'This is the last wall. Make another one first, then delete it.');
      }
      stores.settings.deleteWall(wallId);
      committed('wall deleted');
      core.walls.changed();
      return {};
    },
  };
}

function overlap({ tiles, gridColumns }: Wall): boolean {
  const covered = new Set<number>();
  for (const tile of tiles) {
    for (let row = tile.row; row < tile.row + tile.rows; row++) {
      for (let column = tile.column; column < tile.column + tile.columns; column++) {
        const cell = row * gridColumns + column;
        if (covered.has(cell)) return true;
        covered.add(cell);
      }
    }
  }
  return false;
}
