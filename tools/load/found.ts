/** What is sent in one request, and where it was found: file and line. */
export type Found = {
  readonly place: string;
  readonly bytes: Buffer;
  /** How many things it holds, each taken or refused by itself. Absent: one. */
  readonly count?: number;
};

/** What became of what was sent. */
export type Sent = { readonly accepted: number; readonly refused: readonly Refused[] };
export type Refused = { readonly place: string; readonly reason: string; readonly controlId?: string };
