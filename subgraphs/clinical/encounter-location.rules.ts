import { given } from '../kit/fhir.rules.ts';
import type { LocationParts } from './encounter-events.rules.ts';

/** A place in words: the sender's own, else as much of ward, room and bed as is known. */
export const locationWords = (location: LocationParts | undefined): string | undefined => {
  const { text, ward, room, bed } = location ?? {};
  return given(text) ?? given([ward, room, bed].flatMap((part) => given(part) ?? []).join(', '));
};
