import { describe, expect, it } from 'vitest';
import { parseEr7 } from '../er7/parse.ts';
import { readHeader } from './header.ts';
import { succeed } from './reading.fixture.ts';

const read = (line: string) => readHeader(succeed(parseEr7(Buffer.from(line))));

describe('the header', () => {
  it('says what the message is and from whom', () => {
    expect(succeed(read('MSH|^~\\&|LAB|riverside|||20240701120000||ADT^A31^ADT_A05|77|P|2.4'))).toMatchObject({
      application: 'LAB',
      controller: 'riverside',
      type: 'ADT',
      trigger: 'A31',
      controlId: '77',
      processing: 'P',
      version: '2.4',
      at: { instant: '2024-07-01T11:00:00.000000Z' },
    });
  });

  it.each([
    ['riverside-post{riverside-post}', 'riverside-post'],
    ['anybody{riverside}', 'riverside'],
    ['riverside^1.2.3^ISO', 'riverside'],
    ['{riverside}', '{riverside}'],
    ['', undefined],
  ])('reads the alias %j', (facility, controller) => {
    expect(read(`MSH|^~\\&|LAB|${facility}|||20240701120000||ADT^A31|77`)).toMatchObject({ controller });
  });

  it('has its own offset hold for the rest of the message', () => {
    const header = succeed(read('MSH|^~\\&|LAB||||20240701120000-0500||ADT^A31|77'));
    expect(header.zone(0)).toBe(-300);
  });

  it.each([
    ['MSH|^~\\&|LAB||||||ADT^A31|77', 'MSH[1].7'],
    ['MSH|^~\\&|LAB||||soon||ADT^A31|77', 'MSH[1].7'],
    ['MSH|^~\\&|LAB||||20240701||^A31|77', 'MSH[1].9.1'],
    ['MSH|^~\\&|LAB||||20240701||ADT|77', 'MSH[1].9.2'],
    ['MSH|^~\\&|LAB||||20240701||ADT^A31| ', 'MSH[1].10'],
  ])('%s is refused for %s', (line, field) => {
    expect(read(line)).toMatchObject({ kind: 'invalid', field });
  });
});
