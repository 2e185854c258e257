import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskText } from './mask.rules.ts';

const report = [
  'MSH|^~\\&|LAB|RVS|TRIBUTARY|TRIBUTARY|20260501100000||ORU^R01|M1|P|2.4',
  'PID|1||9434765919^^^NHS^NH~H1^^^RVS^MR||Weir^Dora||19900203|F|||1 Weir Lane^^Riverside||07700 900123',
  'OBR|1||F-17|HIV^HIV antibodies^LOCAL|||202605010830',
  'OBX|1|ST|HIV^HIV^LOCAL||Reactive é||||||F',
].join('\r');

describe('a masked message', () => {
  it('keeps its form, its envelope and its numbers, and nothing else', () => {
    expect(maskText(report).split('\r')).toEqual([
      'MSH|^~\\&|LAB|RVS|TRIBUTARY|TRIBUTARY|20260501100000||ORU^R01|M1|P|2.4',
      'PID|1||9434765919^^^NHS^NH~H1^^^RVS^MR||xxxx^xxxx||99999999|x|||9 xxxx xxxx^^xxxxxxxxx||99999 999999',
      'OBR|1||F-17|xxx^xxx xxxxxxxxxx^xxxxx|||999999999999',
      'OBX|1|ST|xxx^xxx^xxxxx||xxxxxxxx x||||||F',
    ]);
  });

  it('does not show a letter’s file, only how long it is', () => {
    const file = 'JVBERi0'.repeat(1_000);
    const masked = maskText(`${report}\rOBX|2|ED|L||^application^pdf^Base64^${file}`);
    expect(masked).toMatch(/… \(7024 characters\)$/);
    expect(masked.length).toBeLessThan(1_000);
  });

  it('is masked whole where it is no message', () => {
    expect(maskText('Dear Dr Woolf,\nMrs Weir, 36,')).toBe('xxxx xx xxxxx,\nxxx xxxx, 99,');
    expect(maskText('')).toBe('');
  });

  it('shows nothing in a segment that nobody knows, whatever it is called', () => {
    expect(maskText(`${report}\nZZ9|secret 1\n\nNote: 5 mg|x1`).split('\n').slice(1)).toEqual([
      'ZZ9|xxxxxx 9',
      '',
      'xxxx: 9 xx|x9',
    ]);
  });

  it('goes by the separator that the message names', () => {
    expect(maskText('MSH$^~\\&$LAB\rPID$1$$H1$$Weir')).toBe('MSH$^~\\&$LAB\rPID$1$$H1$$xxxx');
  });

  it('gives away no letter and no digit of any content', () => {
    const names = fc
      .stringMatching(/^[A-Z][A-Z0-9]{2}$/)
      .filter((name) => !/^(MSH|EVN|MSA|ERR|FHS|BHS|BTS|FTS)$/.test(name));
    const field = fc.string({ unit: 'grapheme', maxLength: 250 }).map((text) => text.replaceAll(/[|\r\n]/g, ''));
    const ending = fc.constantFrom('\r', '\n', '\r\n');
    // The 30th field of no segment is open.
    const segment = fc.tuple(names, field).map(([name, text]) => `${name}${'|'.repeat(30)}${text}`);
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1 }), ending, (segments, end) => {
        const text = ['MSH|^~\\&|A', ...segments].join(end);
        const masked = maskText(text);
        expect(masked.split(end).length).toBe(text.split(end).length);
        for (const line of masked.split(end).slice(1)) {
          const [shown = '', length = ''] = line.slice(33).split('… (');
          expect(shown).toMatch(/^[^\p{L}\p{N}]*([x9][^\p{L}\p{N}]*)*$/u);
          expect(length).toMatch(/^(\d+ characters\))?$/);
        }
      }),
    );
  });
});
