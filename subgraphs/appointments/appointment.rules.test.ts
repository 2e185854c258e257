import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aMessage, someDetails } from '../../test/clinical-inputs.ts';
import { faultsInR4 } from '../../test/valid-r4.ts';
import { appointmentOf, projectAppointment, refuseAppointment, withStatus } from './appointment.rules.ts';
import type { AppointmentDetailsInput, PutAppointmentInput } from './appointment-input.types.ts';

const place = {
  patient: '00000000-0000-4000-8000-0000000000a1',
  organisation: '00000000-0000-4000-8000-000000000001',
  externalId: 'APP-1',
  status: 'ACTIVE' as const,
};
const show = (text: string) => projectAppointment({ id: 'x', version: 1, text, label: 'GENERAL_HEALTH' });
const textOf = (details: AppointmentDetailsInput, status: 'ACTIVE' | 'CANCELLED' | 'DNA' = 'ACTIVE') =>
  JSON.stringify(appointmentOf(details, { ...place, status }));

const word = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((text) => text.trim() !== '');
const code = fc.stringMatching(/^[A-Za-z0-9-]{1,8}$/);
const codings = fc
  .record({ system: fc.constantFrom('http://snomed.info/sct', 'L'), code, display: word }, { requiredKeys: [] })
  .filter((coding) => coding.code !== undefined || coding.display !== undefined);
const statuses = fc.constantFrom('ACTIVE' as const, 'CANCELLED' as const, 'DNA' as const);
const details = fc
  .record(
    {
      start: fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      minutes: fc.nat(600),
      type: codings,
      subject: word,
      description: word,
      location: word,
      specialty: codings,
      participants: fc.array(fc.record({ name: word, role: word }, { requiredKeys: ['name'] }), { maxLength: 3 }),
    },
    { requiredKeys: ['start', 'participants'] },
  )
  .map(({ minutes, ...rest }) => ({
    ...rest,
    ...(minutes === undefined ? {} : { end: new Date(rest.start.getTime() + minutes * 60_000) }),
  }));

describe('An appointment as FHIR', () => {
  it('is valid R4, whatever is said and left out', () => {
    fc.assert(
      fc.property(details, statuses, (one, status) => {
        expect(faultsInR4(JSON.parse(textOf(one, status)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('reads back as what was put in', () => {
    fc.assert(
      fc.property(details, statuses, (one, status) => {
        expect(show(textOf(one, status))).toEqual({
          id: 'x',
          version: 1,
          externalId: 'APP-1',
          label: 'GENERAL_HEALTH',
          subject: 'Appointment',
          ...one,
          status,
        });
      }),
    );
  });

  it('changes nothing but its status when that is set', () => {
    fc.assert(
      fc.property(details, statuses, statuses, (one, before, after) => {
        expect(JSON.parse(withStatus(textOf(one, before), after))).toEqual(JSON.parse(textOf(one, after)));
      }),
    );
  });

  it('has a subject where none is given', () => {
    expect(show(textOf(someDetails({ subject: ' ' }))).subject).toBe('Appointment');
  });

  it('says of an end that nobody gave that it is not known', () => {
    expect(appointmentOf(someDetails(), place)).toMatchObject({ _end: { extension: [{ valueCode: 'unknown' }] } });
    expect(show(textOf(someDetails())).end).toBeUndefined();
  });

  it.each([
    ['proposed', 'ACTIVE'],
    ['fulfilled', 'ACTIVE'],
    ['noshow', 'DNA'],
    ['entered-in-error', 'CANCELLED'],
  ])('is shown as others wrote it: %s is %s', (fhir, status) => {
    const text = JSON.stringify({
      resourceType: 'Appointment',
      status: fhir,
      participant: [{ status: 'accepted', actor: { reference: 'Patient/x' } }],
    });
    expect(show(text)).toMatchObject({ status, subject: 'Appointment', participants: [], start: undefined });
  });
});

describe('What is said of an appointment', () => {
  const put = (part: Partial<PutAppointmentInput>): PutAppointmentInput => ({
    placement: '',
    message: aMessage(),
    externalId: 'APP-1',
    details: someDetails(),
    ...part,
  });

  it.each<[string, PutAppointmentInput]>([
    ['with a start alone', put({})],
    ['ending when it starts', put({ details: someDetails({ end: someDetails().start }) })],
  ])('is taken %s', (_case, input) => {
    expect(refuseAppointment(input)).toBeUndefined();
  });

  it.each<[string, PutAppointmentInput, string]>([
    ['without a number', put({ externalId: '' }), 'externalId'],
    ['without a control id', put({ message: aMessage(undefined, ' ') }), 'message.controlId'],
    [
      'ending before it starts',
      put({ details: someDetails({ end: new Date('2026-07-01T09:29:59Z') }) }),
      'details.end',
    ],
    ['with a type that says nothing', put({ details: someDetails({ type: {} }) }), 'details.type'],
    [
      'with a specialty that says nothing',
      put({ details: someDetails({ specialty: { system: 'L' } }) }),
      'details.specialty',
    ],
    [
      'with a participant without a name',
      put({ details: someDetails({ participants: [{ name: 'A' }, { name: '' }] }) }),
      'details.participants[1].name',
    ],
    [
      'with a control character in the subject',
      put({ details: someDetails({ subject: 'a\u0000' }) }),
      'details.subject',
    ],
  ])('is refused %s', (_case, input, field) => {
    expect(refuseAppointment(input)).toMatchObject({ kind: 'invalid', field });
  });
});
