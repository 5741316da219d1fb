/** A page that failed to draw says so in Chinese and can be opened again; the frame around it keeps working. */
import { Component, type ReactNode } from 'react';
import { words } from '../strings';
import { Button } from './Button';

interface Props {
  readonly children: ReactNode;
  /** When this changes (another page), the failure is forgotten. */
  readonly resetKey: string;
}
interface State {
  readonly failed: boolean;
  readonly key: string;
}

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: false, key: this.props.resetKey };

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.key ? null : { failed: false, key: props.resetKey };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="boundary" role="alert">
        <h1>{words.pageFailed}</h1>
        <p>{words.pageFailedHint}</p>
        <Button look="primary" onClick={() => this.setState({ failed: false })}>
          {words.reopenPage}
        </Button>
      </div>
    );
  }
}
