import { describe, expect, it } from 'vitest';
import { busy, conflict, forbidden, invalid, notFound, unavailable, unsupported } from '../../kernel/failure.ts';
import { parseEr7 } from './er7/parse.ts';
import { errorCodeOf } from './error-code.ts';
import { succeed } from './read/reading.fixture.ts';

const message = succeed(
  parseEr7(
    Buffer.from(
      [
        'MSH|^~\\&|PAS|riverside|HUB|NORTH|20240201120000||ORU^R01|1|T|2.4||||||EBCDIC',
        'PID|1||R1^^^RVS^MR~^^^RVS^MR||Archer||1987|Q|||||||||||||||||||||""|perhaps',
        'OBX|1|XX|4548-4||5.1||||||Q',
        'OBX|2|ED|LETTER||^application^pdf^hex^00||||||F',
      ].join('\r'),
    ),
  ),
);
const codeOf = (failure: Parameters<typeof errorCodeOf>[0]): string => errorCodeOf(failure, message).join(' ');

describe('the code of HL7 table 0357', () => {
  it.each([
    ['a segment that is not there', invalid('', 'OBR[1]'), '100 Segment sequence error'],
    ['a segment too many', unsupported('', 'MRG[2]'), '100 Segment sequence error'],
    ['a field that is blank', invalid('', 'OBX[1].14'), '101 Required field missing'],
    ['a field that is null', invalid('', 'PID[1].29'), '101 Required field missing'],
    ['a component that is blank, of a field that is not', invalid('', 'PID[1].5.2'), '101 Required field missing'],
    ['a repetition that is blank', invalid('', 'PID[1].3[2].1'), '101 Required field missing'],
    ['a field of a segment that is not there', invalid('', 'PV1[1].19.1'), '101 Required field missing'],
    ['a field of another form', invalid('', 'PID[1].7'), '102 Data type error'],
    ['no field that is known', invalid(''), '102 Data type error'],
    ['no place in a message', invalid('', 'demographics.familyName'), '102 Data type error'],
    ['a sex of no table', invalid('', 'PID[1].8'), '103 Table value not found'],
    ['neither Y nor N', invalid('', 'PID[1].30'), '103 Table value not found'],
    ['a type of value', invalid('', 'OBX[1].2'), '103 Table value not found'],
    ['a status', invalid('', 'OBX[1].11'), '103 Table value not found'],
    ['an encoding', invalid('', 'OBX[2].5.4'), '103 Table value not found'],
    ['a charset', unsupported('', 'MSH[1].18'), '103 Table value not found'],
    ['a type of message', unsupported('', 'MSH[1].9.1'), '200 Unsupported message type'],
    ['an event', unsupported('', 'MSH[1].9.2'), '201 Unsupported event code'],
    ['a processing id', unsupported('', 'MSH[1].11'), '202 Unsupported processing id'],
    ['what we do not keep', unsupported('', 'OBX[2].5'), '102 Data type error'],
    ['numbers of which none is of a known type', invalid('', 'PID[1].3'), '204 Unknown key identifier'],
    ['a number of nobody', notFound('', 'PID[1].3'), '204 Unknown key identifier'],
    ['an alias of somebody else', forbidden('', 'MSH[1].4'), '204 Unknown key identifier'],
    ['a number of somebody else', conflict('', 'PID[1].13'), '205 Duplicate key identifier'],
    ['a record that many change', busy(''), '206 Application record locked'],
    ['a fault of ours', unavailable(''), '207 Application internal error'],
  ])('of %s', (_what, failure, code) => {
    expect(codeOf(failure)).toBe(code);
  });

  it('says no more than that something is wrong where nothing could be read', () => {
    expect(errorCodeOf(invalid('', 'MSH[1].7'), undefined)[0]).toBe('102');
  });
});
