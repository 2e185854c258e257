import type { Elements } from '../elements.ts';
import type { Layout, Slot } from '../layout.ts';
import type { Direction, TypeTable } from './rows.ts';
import type { Trace } from './trace.ts';
import type { Constants, Members, Value } from './value.ts';

/** What all parts of a conversion in one direction ask of each other. */
export type Compiler = {
  readonly direction: Direction;
  readonly source: Elements;
  readonly target: Elements;
  /** The whole of a resource, contained ones and those of a Bundle's entries with it. */
  readonly resource: (resource: Value, trace: Trace) => Members;
  /** How a type becomes another: made when the first object needs it. */
  readonly plan: (type: string, to: string) => Plan;
  readonly table: (type: string) => TypeTable | undefined;
  /** The path or type that stands for one in the other version: `ServiceRequest.requester`. */
  readonly typeName: (type: string) => string;
  readonly layoutFrom: (type: string) => Layout;
  readonly layoutTo: (type: string) => Layout;
  /** The code list that an element's required binding names. */
  readonly binding: (version: 'source' | 'target', type: string, slot: Slot) => string | undefined;
  /** Its codes by their systems; undefined: any. */
  readonly codesOf: (
    version: 'source' | 'target',
    type: string,
    slot: Slot,
  ) => Readonly<Record<string, readonly string[]>> | undefined;
};

/** How the objects of a type become those of another. */
export type Plan = {
  /** The object itself where nothing in it changes; undefined: it is none. */
  readonly convert: (value: Value, trace: Trace) => Value | undefined;
  /** Its members, as members of an object that is being made. */
  readonly into: (value: Value, work: Work) => void;
};

/** An object that is being made of another. */
export type Work = {
  readonly source: Members;
  readonly out: Members;
  /** The one that it is made for. */
  readonly above: Members | undefined;
  readonly trace: Trace;
  /** What elements say that are none in the other version: it stands, whatever else was said. */
  readonly said: Constants[];
};
