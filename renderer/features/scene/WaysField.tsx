import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { z } from 'zod';
import type { SceneLine } from '../../../app/traffic/scene/scene.ts';
import { sceneText } from '../../text/scene.ts';
import { LinePair } from './LinePair.tsx';
import classes from './sceneParts.module.css';

const waysSchema = z.array(z.object({ fromLineId: z.string(), toLineId: z.string() }));
type Ways = z.infer<typeof waysSchema>;

interface Props {
  readonly label: string;
  readonly lines: readonly SceneLine[];
  readonly value: unknown;
  onValue(ways: Ways): void;
}

/** Ways over two lines, as a list that grows and shrinks. */
export function WaysField({ label, lines, value, onValue }: Props) {
  const ways = waysSchema.safeParse(value).data ?? [];
  const nameOf = (lineId: string): string => lines.find(({ id }) => id === lineId)?.name ?? lineId;
  return (
    <section aria-label={label}>
      <h3>{label}</h3>
      <ul className={classes.list}>
        {ways.map(({ fromLineId, toLineId }) => {
          const way = sceneText.rules.way(nameOf(fromLineId), nameOf(toLineId));
          return (
            <li key={`${fromLineId} ${toLineId}`} className={classes.versionHead}>
              <span>{way}</span>
              <ActionIcon
                aria-label={sceneText.calibration.removeMark(way)}
                onClick={() =>
                  onValue(ways.filter((each) => each.fromLineId !== fromLineId || each.toLineId !== toLineId))
                }
              >
                <IconTrash aria-hidden size={16} />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
      <LinePair
        lines={lines}
        add={sceneText.rules.addWay}
        few={sceneText.rules.fewLines}
        onAdd={(fromLineId, toLineId) => {
          const known = ways.some((each) => each.fromLineId === fromLineId && each.toLineId === toLineId);
          if (!known) onValue([...ways, { fromLineId, toLineId }]);
        }}
      />
    </section>
  );
}
