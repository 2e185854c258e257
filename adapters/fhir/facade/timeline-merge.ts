import type { FacadePageFragment, FacadeRecordFragment } from './documents.generated.ts';

export const timelineTypes = [
  'Appointment',
  'DocumentReference',
  'Encounter',
  'Observation',
  'QuestionnaireResponse',
] as const;
export type TimelineType = (typeof timelineTypes)[number];

/** Where a type's list goes on: after which cursor, and how many of what follows have been shown already. */
export type Reached = { readonly after: string | null; readonly skip: number };
export type Position = Readonly<Record<TimelineType, Reached>>;

const start: Reached = { after: null, skip: 0 };
export const beginning: Position = {
  Appointment: start,
  DocumentReference: start,
  Encounter: start,
  Observation: start,
  QuestionnaireResponse: start,
};

export type TimelineItem = { readonly type: TimelineType; readonly record: FacadeRecordFragment };
type Pages = Readonly<Record<TimelineType, FacadePageFragment | null>>;

/**
 * One list of several that are each newest first, and where each of them has been read to; no position: all has been
 * shown. It ends early where a list that goes on has no more items here: what follows there might come next.
 */
export const merged = (
  pages: Pages,
  from: Position,
  most: number,
): { readonly items: readonly TimelineItem[]; readonly next: Position | undefined } => {
  const items: TimelineItem[] = [];
  const taken = new Map<TimelineType, number>(timelineTypes.map((type) => [type, from[type].skip]));
  const headOf = (type: TimelineType) => pages[type]?.items[taken.get(type) ?? 0];
  const isCut = (type: TimelineType): boolean => headOf(type) === undefined && (pages[type]?.next ?? null) !== null;
  while (items.length < most && !timelineTypes.some(isCut)) {
    const heads = timelineTypes.flatMap((type) => {
      const record = headOf(type);
      return record === undefined ? [] : [{ type, record }];
    });
    const [newest] = heads.sort((one, other) => dateOf(other) - dateOf(one));
    if (newest === undefined) return { items, next: undefined };
    items.push(newest);
    taken.set(newest.type, (taken.get(newest.type) ?? 0) + 1);
  }
  const isOver = timelineTypes.every((type) => headOf(type) === undefined && !isCut(type));
  const reached = (type: TimelineType): Reached =>
    isCut(type)
      ? { after: pages[type]?.next ?? null, skip: 0 }
      : { after: from[type].after, skip: taken.get(type) ?? 0 };
  return {
    items,
    next: isOver
      ? undefined
      : {
          Appointment: reached('Appointment'),
          DocumentReference: reached('DocumentReference'),
          Encounter: reached('Encounter'),
          Observation: reached('Observation'),
          QuestionnaireResponse: reached('QuestionnaireResponse'),
        },
  };
};

/** When it was, as the record says it; of what is not yet open, when it came. */
const dateOf = ({ record: { resource, lastUpdated } }: TimelineItem): number => {
  const {
    start: begun,
    date,
    period,
    authored,
    effectiveDateTime,
    effectivePeriod,
    effectiveInstant,
  } = (resource === null ? {} : JSON.parse(resource)) as Dated;
  const said =
    begun ?? date ?? period?.start ?? effectiveDateTime ?? effectivePeriod?.start ?? effectiveInstant ?? authored;
  const at = Date.parse(said ?? lastUpdated);
  return Number.isNaN(at) ? 0 : at;
};

type Dated = {
  readonly start?: string;
  readonly date?: string;
  readonly period?: { readonly start?: string };
  readonly effectiveDateTime?: string;
  readonly effectivePeriod?: { readonly start?: string };
  readonly effectiveInstant?: string;
  readonly authored?: string;
};
