import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Field, Repetition } from '../er7/value.ts';
import { each, sent, textOf, type Sent } from './sent.ts';

/** Which of PID-13 and PID-14 it comes from. */
export type ContactPlace = 'HOME' | 'WORK';

export type Contact = {
  readonly kind: 'EMAIL' | 'PHONE';
  readonly value: string;
  readonly use: ContactPlace | 'MOBILE';
  readonly path: string;
};

/**
 * PID-13 (home) or PID-14 (business), XTN: `number^PRN|PRS|WPN`, `address^NET`, `^NET^^address` or `^^Internet^address`.
 * PRS and the equipment type CP are mobiles. One email at most in each field; the same one again is no second.
 */
export const readContacts = (field: Field, place: ContactPlace): Sent<readonly Contact[]> | Failure =>
  sent(field, () => {
    const contacts = each(field.repetitions, (repetition) => contactAt(repetition, place));
    if (isFailure(contacts)) return contacts;
    const known = contacts.filter((contact) => contact !== undefined);
    const [first, second] = distinctEmails(known);
    return first === undefined || second === undefined
      ? known
      : invalid('Only one email address can be given here.', second.path);
  });

/** A record has one phone number: the mobile rather than any other, home rather than work. */
export const preferredPhone = (contacts: readonly Contact[]): Contact | undefined => {
  const phones = contacts.filter((contact) => contact.kind === 'PHONE');
  const of = (use: Contact['use']): Contact | undefined => phones.find((phone) => phone.use === use);
  return of('MOBILE') ?? of('HOME') ?? of('WORK');
};

const distinctEmails = (contacts: readonly Contact[]): readonly Contact[] => {
  const emails = contacts.filter((contact) => contact.kind === 'EMAIL');
  const lower = emails.map((email) => email.value.toLowerCase());
  return emails.filter((_, index) => lower.indexOf(lower[index] ?? '') === index);
};

const contactAt = (value: Repetition, place: ContactPlace): Contact | undefined | Failure => {
  if (value.isBlank || value.isNull) return undefined;
  const code = value.component(2).text.trim().toUpperCase();
  const equipment = value.component(3).text.trim().toUpperCase();
  if (code === 'NET' || equipment === 'INTERNET' || equipment === 'X.400') return emailAt(value, place);
  const number = numberOf(value);
  if (number === undefined) return undefined;
  const use =
    code === 'PRS' || equipment === 'CP' ? 'MOBILE' : code === 'WPN' ? 'WORK' : code === 'PRN' ? 'HOME' : place;
  return { kind: 'PHONE', value: number, use, path: value.path };
};

const emailAt = (value: Repetition, place: ContactPlace): Contact | undefined | Failure => {
  const address = [value.component(4), value.component(1)].find((component) => !component.isBlank && !component.isNull);
  if (address === undefined) return undefined;
  const text = address.text.trim();
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text)
    ? { kind: 'EMAIL', value: text, use: place, path: value.path }
    : invalid('This is not an email address.', address.path);
};

/** The first component is the number as one dials it; later versions divide it (country, area, number, extension). */
const numberOf = (value: Repetition): string | undefined => {
  const dialled = textOf(value.component(1));
  if (dialled !== undefined) return dialled;
  const divided = [5, 6, 7].map((at) => textOf(value.component(at))).filter((part) => part !== undefined);
  return divided.length > 0 ? divided.join(' ') : textOf(value.component(12));
};
