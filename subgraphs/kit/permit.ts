import { forbidden, type Failure } from '../../kernel/failure.ts';
import type { PatientId, SourceId, TeamId } from '../../kernel/id.ts';
import { seal, unseal } from '../../kernel/seal.ts';
import type { Context } from './context.ts';
import type { ItemLabel, Label } from './label.ts';
import { nameOf } from './principal-name.ts';

/**
 * A capability to act on what is in one patient's record: one principal, until then. `patients` makes it of the same
 * facts as the purview; a client takes it from `Patient.permit` and hands it to a mutation, because a mutation hangs off
 * no patient, and so gets no purview. It opens nothing for reading.
 */
export type Permit = {
  readonly patient: PatientId;
  /** Records that were merged into this one. ADR 22 */
  readonly formerly?: readonly PatientId[];
  readonly principal: string;
  /** What the principal sees: all else is not found. */
  readonly view: { readonly labels: readonly ItemLabel[]; readonly sources: readonly SourceId[] };
  readonly isSelf: boolean;
  /** The labels that the principal holds as a carer. */
  readonly asCarer: readonly ItemLabel[];
  /** The teams whose items the principal may change as their professional. */
  readonly asProfessional: readonly TeamId[];
  /** As whom the principal may add items; absent: it may not. Domain reference §3.2, addData */
  readonly writer?: Writer;
  /** Milliseconds since 1970. */
  readonly expires: number;
};

/** Who adds an item by hand or by an app, and by whom it was put there therefore. */
export type Writer = { readonly as: 'PATIENT' | 'CARER' | 'TEAM'; readonly sources: readonly SourceId[] };

/** A client holds it, unlike a purview: what is taken back has to be refused within this time. Domain reference §6 */
const lifetime = 30_000;

export const sealPermit = (
  context: Context,
  permit: Omit<Permit, 'principal' | 'expires'>,
  until = Number.POSITIVE_INFINITY,
): string =>
  seal(context.keys, 'permit', {
    ...permit,
    principal: nameOf(context.principal),
    expires: Math.min(context.clock.now().getTime() + lifetime, until),
  });

/** The permit, if it is ours, still valid, and made for the very principal that shows it. */
export const openPermit = (context: Context, sealed: string): Permit | Failure => {
  const permit = unseal(context.keys, 'permit', sealed) as Permit | undefined;
  if (
    permit === undefined ||
    permit.expires < context.clock.now().getTime() ||
    permit.principal !== nameOf(context.principal)
  )
    return forbidden(
      'This permit is not valid for you, or has expired: ask for the patient’s `permit` again.',
      'permit',
    );
  return permit;
};

/**
 * Who may give an item another label: the patient; a carer who holds the old and the new one; a professional of a team
 * that put the item there. Domain reference §3.2, write rules
 */
export const mayRelabel = (
  { isSelf, asCarer, asProfessional }: Permit,
  item: { readonly label: ItemLabel; readonly sources: readonly string[] },
  label: Label,
): boolean =>
  isSelf ||
  (asCarer.includes(item.label) && asCarer.includes(label)) ||
  asProfessional.some((team) => item.sources.includes(team));

/** Who adds an item, and with which label: what a carer adds, the carer has to be able to see. */
export const writerIn = ({ writer, asCarer }: Permit, label: Label): Writer | Failure => {
  if (writer === undefined) return forbidden('Nothing may be added to this record by you.', 'permit');
  return writer.as !== 'CARER' || asCarer.includes(label)
    ? writer
    : forbidden('A carer adds with a label that is shared with the carer.', 'label');
};
