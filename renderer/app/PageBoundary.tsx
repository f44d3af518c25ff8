import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { shellText } from '../text/shell.ts';
import classes from './Shell.module.css';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly problem: string | null;
}

/** Keeps a page that throws from taking the others along; the operator reads what happened and can open it again. */
export class PageBoundary extends Component<Props, State> {
  override state: State = { problem: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { problem: thrown instanceof Error ? thrown.message : String(thrown) };
  }

  override render(): ReactNode {
    if (this.state.problem === null) return this.props.children;
    return (
      <div className={classes.broken} role="alert">
        <h1>{shellText.broken.title}</h1>
        <p>{shellText.broken.text}</p>
        <pre>{this.state.problem}</pre>
        <Button onClick={() => this.setState({ problem: null })}>{shellText.broken.again}</Button>
      </div>
    );
  }
}
