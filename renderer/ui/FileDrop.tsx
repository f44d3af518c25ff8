import { type ChangeEvent, type DragEvent, type ReactNode, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import classes from './ui.module.css';

interface Props {
  readonly label: string;
  readonly choose: string;
  /** For the file dialog, for example `.onnx`. */
  readonly accept: string;
  readonly disabled?: boolean;
  readonly children?: ReactNode;
  onFile(file: File): void;
}

/** One file, by dropping it or by choosing it. */
export function FileDrop(props: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !props.disabled) props.onFile(file);
  };
  const chosen = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.currentTarget.files?.[0];
    // Emptied, so that the same file can be chosen again after it was mended.
    event.currentTarget.value = '';
    if (file) props.onFile(file);
  };
  return (
    <div
      className={classes.drop}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span>{props.label}</span>
      <Button disabled={props.disabled ?? false} onClick={() => input.current?.click()}>
        {props.choose}
      </Button>
      <input
        ref={input}
        type="file"
        accept={props.accept}
        aria-label={props.choose}
        tabIndex={-1}
        className={classes.unseen}
        onChange={chosen}
      />
      {props.children}
    </div>
  );
}
