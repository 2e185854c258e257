import type { SaxesTagNS } from 'saxes';

/** An element that is open. */
export type Frame = {
  readonly path: string;
  /** An element within it begins. */
  readonly open: (tag: SaxesTagNS) => Frame;
  /** Absent: there may be none but blanks. */
  readonly text?: (characters: string) => void;
  readonly close: () => void;
};
