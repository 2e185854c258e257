import { canonical, codingOf, conceptOf, given, instantOf } from '../kit/fhir.rules.ts';
import { EncounterClass, EncounterEventType } from './encounter-codes.types.ts';
import type { LocationParts, StandingEvent } from './encounter-events.rules.ts';
import type { EncounterEvent, EncounterLocation } from './encounter.types.ts';
import type { Extension } from './fhir.types.ts';

/** R4 Encounter knows states and places but no events: each is an extension of ours. */
export const eventExtension = (event: StandingEvent): object => ({
  url: eventUrl,
  extension: [
    { url: 'type', valueCode: event.type },
    { url: 'at', valueInstant: event.at },
    ...(event.updatedAt === undefined ? [] : [{ url: 'updated-at', valueInstant: event.updatedAt }]),
    { url: 'class', valueCode: event.class },
    ...places.flatMap((part) => texts(part, [event.location?.[part]])),
    ...(conceptOf(event.specialty) === undefined
      ? []
      : [{ url: 'specialty', valueCodeableConcept: conceptOf(event.specialty) }]),
    ...texts('attender', event.attenders),
    ...texts('referrer', event.referrers),
    ...texts('consulter', event.consulters),
  ],
});

/** The event that such an extension holds; none where it is another extension. */
export const eventInExtension = ({ url, extension: parts = [] }: Extension): readonly EncounterEvent[] => {
  const part = (name: string): Extension | undefined => parts.find((one) => one.url === name);
  const type = oneOf(EncounterEventType, part('type')?.valueCode);
  const at = instantOf(part('at')?.valueInstant);
  if (url !== eventUrl || type === undefined || at === undefined) return [];
  const all = (name: string): readonly string[] =>
    parts.flatMap((one) => (one.url === name ? (one.valueString ?? []) : []));
  const location = Object.fromEntries(places.flatMap((name) => all(name).map((text) => [name, text])));
  return [
    {
      type,
      at,
      updatedAt: instantOf(part('updated-at')?.valueInstant),
      class: oneOf(EncounterClass, part('class')?.valueCode) ?? 'OTHER',
      location: Object.keys(location).length === 0 ? undefined : location,
      specialty: codingOf(part('specialty')?.valueCodeableConcept),
      attenders: all('attender'),
      referrers: all('referrer'),
      consulters: all('consulter'),
    },
  ];
};

/** An event as the graph shows it, without the way through FHIR. */
export const projectEvent = (event: StandingEvent): EncounterEvent => ({
  ...event,
  at: new Date(event.at),
  updatedAt: instantOf(event.updatedAt),
  location: shownLocation(event.location),
  specialty: codingOf(conceptOf(event.specialty)),
});

const eventUrl = `${canonical}/structuredefinition/encounter-event`;

const places = ['text', 'ward', 'room', 'bed'] as const;

const texts = (url: string, values: readonly (string | null | undefined)[]): readonly object[] =>
  values.flatMap((value) => (given(value) === undefined ? [] : [{ url, valueString: value }]));

const shownLocation = (location: LocationParts | undefined): EncounterLocation | undefined => {
  const known = places.flatMap((part) => {
    const text = given(location?.[part]);
    return text === undefined ? [] : [[part, text] as const];
  });
  return known.length === 0 ? undefined : Object.fromEntries(known);
};

const oneOf = <Name extends string>(names: Readonly<Record<Name, Name>>, name: string | undefined): Name | undefined =>
  name !== undefined && Object.hasOwn(names, name) ? names[name as Name] : undefined;
