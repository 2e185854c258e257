import { Failure } from '../../kernel/failure.ts';
import { labelOnIngest, type Unlabelled } from '../kit/label.rules.ts';
import type { Placement } from '../kit/placement.ts';
import type { SourceMessageInput } from '../kit/source-message.types.ts';
import type { Stored } from '../kit/store-result.types.ts';
import type { PutResult, Sight } from '../records/index.ts';
import { withNumbers, writeExact } from './decimal.rules.ts';

/** What all items of one message have in common: where they go, whose they are, and their place in the sender's order. */
export const writeFrom = (
  placement: Placement,
  {
    message,
    label: named,
    codes = [],
    specialty,
  }: Pick<Unlabelled, 'label' | 'codes'> & {
    readonly message: SourceMessageInput;
    readonly specialty?: string | null | undefined;
  },
) => {
  const { label, labelStands } = labelOnIngest(
    { label: named, codes, specialty: { code: specialty ?? null } },
    placement,
  );
  return {
    patient: placement.patient,
    label,
    labelStands,
    sources: [placement.organisation, placement.team],
    entered: message.sentAt,
    order: message.controlId,
    origin: message.id,
  };
};

/** A resource as it is stored: the text with its decimals, and what may be searched in it. */
export const bodyOf = (resource: object): { readonly resource: object; readonly text: string } => {
  const plain = withNumbers(resource);
  return { text: plain === resource ? JSON.stringify(resource) : writeExact(resource), resource: plain };
};

/** The writer's own sight: what its organisation has put there, and nothing else. */
export const ownSight = ({ patient, organisation }: Placement): Sight => ({
  patient,
  labels: [],
  sources: [organisation],
});

/** A conflict of keys is one about the sender's number, which stands at this field of the input. */
export const aboutNumber = (failure: Failure, field: string): Failure =>
  failure.kind === 'conflict' ? new Failure('conflict', failure.message, field) : failure;

/** What became of the first item, which the others belong to. */
export const storedOf = ([first]: readonly PutResult[]): Stored => {
  if (first === undefined) throw new Error('Nothing was written.');
  return { id: first.id, outcome: first.outcome };
};
