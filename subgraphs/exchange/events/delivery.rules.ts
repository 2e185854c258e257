/** An event as others get it. https://github.com/standard-webhooks/standard-webhooks: type, timestamp, data */
export const bodyOf = ({ id, kind, at, organisation, patient, about }: Told): string =>
  JSON.stringify({
    type: kind,
    timestamp: at.toISOString(),
    data: {
      eventId: id,
      organisationId: organisation,
      ...(patient === null ? {} : { patientId: patient }),
      ...withoutPartner(about),
    },
  });

type Told = {
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  readonly organisation: string;
  readonly patient: string | null;
  readonly about: Readonly<Record<string, unknown>>;
};

/** Whose message it was decides who hears of it; it is not told to others. */
const withoutPartner = ({
  partner: _,
  ...about
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => about;

/** Where an event stands: among those sent again (`r…`), or among the new ones. */
export type Place = { readonly replay: boolean; readonly number: string };

export const placeText = ({ replay, number }: Place): string => `${replay ? 'r' : 's'}${number}`;

export const parsePlace = (text: string): Place | undefined => {
  const found = /^([rs])(\d{1,18})$/.exec(text);
  return found === null ? undefined : { replay: found[1] === 'r', number: found[2] ?? '' };
};
