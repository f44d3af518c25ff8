import { ActionIcon, Button, Popover, SegmentedControl, Select, TextInput, Tooltip } from '@mantine/core';
import {
  IconAppWindow,
  IconKeyboard,
  IconLayoutSidebar,
  IconMinus,
  IconPencil,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Wall } from '../../../app/camera/wall.ts';
import type { Presentation } from '../../live/workerMessages.ts';
import { wallKeys, wallText } from '../../text/wall.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { KeyList } from '../../ui/KeyList.tsx';
import ui from '../../ui/ui.module.css';
import type { ShownWall } from './useShownWall.ts';
import { firstWall, layoutNames, layoutOf, regridded, withLayout } from './wallLayout.ts';
import classes from './wallToolbar.module.css';

interface Props {
  readonly shown: ShownWall;
  readonly wall: Wall;
  readonly arranging: boolean;
  readonly listShown: boolean;
  readonly presentation: Presentation;
  readonly onArrange: (arranging: boolean) => void;
  readonly onList: (shown: boolean) => void;
  readonly onPresentation: (presentation: Presentation) => void;
  readonly onSecondWindow: () => void;
}

/** One row above the wall: which wall, how it is divided, how boxes are shown. */
export function WallToolbar(props: Props) {
  const { shown, wall, arranging } = props;
  return (
    <div
      className={classes.toolbar}
      data-crowded={arranging || shown.hasCalls}
      role="toolbar"
      aria-label={wallText.toolbar}
    >
      <WallChoice {...props} />
      <LayoutChoice wall={wall} onChange={shown.save} />
      <Button
        leftSection={<IconPencil aria-hidden size={14} />}
        aria-pressed={arranging}
        onClick={() => props.onArrange(!arranging)}
      >
        {arranging ? wallText.editDone : wallText.edit}
      </Button>
      <Button
        leftSection={<IconLayoutSidebar aria-hidden size={14} />}
        aria-label={wallText.showCameras}
        aria-pressed={props.listShown}
        onClick={() => props.onList(!props.listShown)}
      >
        <span className={classes.spared}>{wallText.showCameras}</span>
      </Button>
      {shown.hasCalls && (
        <>
          <Tip label={wallText.restoreTip}>
            <Button onClick={shown.restore}>{wallText.restore}</Button>
          </Tip>
          <Tip label={wallText.keepTip}>
            <Button onClick={shown.keep}>{wallText.keep}</Button>
          </Tip>
        </>
      )}
      <span className={classes.space} />
      <Tip label={props.presentation === 'exactBoxes' ? wallText.exactBoxesTip : wallText.lowLatencyTip}>
        <SegmentedControl
          size="xs"
          aria-label={wallText.presentation}
          value={props.presentation}
          data={[
            { value: 'exactBoxes', label: wallText.exactBoxes },
            { value: 'lowLatency', label: wallText.lowLatency },
          ]}
          onChange={(value) => props.onPresentation(value === 'lowLatency' ? 'lowLatency' : 'exactBoxes')}
        />
      </Tip>
      <Tip label={wallText.secondWindowTip}>
        <Button
          leftSection={<IconAppWindow aria-hidden size={14} />}
          aria-label={wallText.secondWindow}
          onClick={props.onSecondWindow}
        >
          <span className={classes.spared}>{wallText.secondWindow}</span>
        </Button>
      </Tip>
      <KeyHelp />
    </div>
  );
}

function WallChoice({ shown, wall, arranging }: Props) {
  const [asking, setAsking] = useState(false);
  const saved = shown.walls.some((each) => each.wallId === wall.wallId);
  const choices = saved ? shown.walls : [...shown.walls, wall];
  const add = (): void => {
    const name = wallText.newWallName(shown.walls.length + 1);
    shown.save({ ...withLayout(firstWall([]), '2x2'), wallId: crypto.randomUUID(), name });
  };
  return (
    <>
      {arranging ? (
        <WallName key={`${wall.wallId}/${wall.name}`} wall={wall} onChange={shown.save} />
      ) : (
        <Select
          size="xs"
          className={classes.wallChoice ?? ''}
          aria-label={wallText.wall}
          allowDeselect={false}
          value={wall.wallId}
          data={choices.map(({ wallId, name }) => ({ value: wallId, label: name }))}
          onChange={(wallId) => wallId !== null && shown.select(wallId)}
        />
      )}
      <ToolIcon label={wallText.newWall} onClick={add}>
        <IconPlus aria-hidden />
      </ToolIcon>
      {arranging && (
        <>
          <ToolIcon label={wallText.deleteWall} disabled={!saved} onClick={() => setAsking(true)}>
            <IconTrash aria-hidden />
          </ToolIcon>
          <Count
            of={wallText.columns}
            value={wall.gridColumns}
            onChange={(n) => shown.save(regridded(wall, n, wall.gridRows))}
          />
          <Count
            of={wallText.rows}
            value={wall.gridRows}
            onChange={(n) => shown.save(regridded(wall, wall.gridColumns, n))}
          />
        </>
      )}
      {asking && (
        <ConfirmDialog
          title={wallText.deleteWallAsk(wall.name)}
          confirm={wallText.deleteWall}
          cancel={wallText.cancel}
          onConfirm={() => shown.remove(wall.wallId).then(() => true)}
          onClose={() => setAsking(false)}
        >
          {wallText.deleteWallText}
        </ConfirmDialog>
      )}
    </>
  );
}

/** Saved when the field is left or Enter is pressed, not at every letter. */
function WallName(props: { wall: Wall; onChange: (wall: Wall) => void }) {
  const [name, setName] = useState(props.wall.name);
  const save = (): void => {
    const trimmed = name.trim().slice(0, 80);
    if (trimmed !== '' && trimmed !== props.wall.name) props.onChange({ ...props.wall, name: trimmed });
    else setName(props.wall.name);
  };
  return (
    <TextInput
      className={classes.wallChoice ?? ''}
      aria-label={wallText.rename}
      value={name}
      maxLength={80}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  );
}

function LayoutChoice(props: { wall: Wall; onChange: (wall: Wall) => void }) {
  const now = layoutOf(props.wall);
  return (
    <fieldset className={classes.layouts} aria-label={wallText.layout}>
      {layoutNames.map((name) => (
        <Button
          key={name}
          variant={name === now ? 'filled' : 'default'}
          aria-pressed={name === now}
          onClick={() => props.onChange(withLayout(props.wall, name))}
        >
          {name.replace('x', '×')}
        </Button>
      ))}
      {now === null && <span className={ui.dim}>{wallText.ownLayout}</span>}
    </fieldset>
  );
}

function Count(props: { of: string; value: number; onChange: (value: number) => void }) {
  const { of, value, onChange } = props;
  return (
    <fieldset className={classes.count} aria-label={of}>
      <ToolIcon label={wallText.fewer(of)} disabled={value === 1} onClick={() => onChange(value - 1)}>
        <IconMinus aria-hidden />
      </ToolIcon>
      <span>
        {value} {of.toLowerCase()}
      </span>
      <ToolIcon label={wallText.more(of)} disabled={value === 12} onClick={() => onChange(value + 1)}>
        <IconPlus aria-hidden />
      </ToolIcon>
    </fieldset>
  );
}

function KeyHelp() {
  return (
    <Popover position="bottom-end" withArrow>
      <Popover.Target>
        <Button leftSection={<IconKeyboard aria-hidden size={14} />} aria-label={wallText.help}>
          <span className={classes.spared}>{wallText.help}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <KeyList keys={wallKeys} />
      </Popover.Dropdown>
    </Popover>
  );
}

function ToolIcon(props: { label: string; disabled?: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <Tip label={props.label}>
      <ActionIcon aria-label={props.label} disabled={props.disabled ?? false} onClick={props.onClick}>
        {props.children}
      </ActionIcon>
    </Tip>
  );
}

function Tip(props: { label: string; children: ReactNode }) {
  return (
    <Tooltip label={props.label} multiline maw="20rem">
      <span className={classes.tipTarget}>{props.children}</span>
    </Tooltip>
  );
}
