import { describe, expect, it } from 'vitest';
import { xhtmlFault } from './xhtml.ts';

const div = (inner: string): string => `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`;

describe('a narrative', () => {
  it.each([
    div('Peter'),
    div('<p class="a" style=\'b\'>a &amp; b &#160;&#x1F600;<br/><img src="a.png" alt="x"/></p><!-- c -->'),
    div('<a href="http://x.org/?a=1&amp;b=2" name="n">a</a>'),
    ` ${div('')} `,
    '<div xmlns="http://www.w3.org/1999/xhtml"/>',
  ])('may be %s', (text) => {
    expect(xhtmlFault(text)).toBeUndefined();
  });

  it.each([
    ['Peter', 'one XHTML element'],
    ['<div>Peter</div>', 'namespace'],
    [`${div('a')}${div('b')}`, 'nothing after it'],
    [div('<p>a'), 'closes nothing'],
    [div('a').slice(0, -6), 'not closed'],
    [div('<p>a</b></p>'), 'closes nothing'],
    [div('a & b'), '&'],
    [div('&nbsp;'), '&'],
    [div('&#1;'), '&'],
    [div('&#xD800;'), '&'],
    [div('a ]]> b'), 'characters'],
    [div('a\u0001'), 'characters'],
    [div('<p a=b>a</p>'), 'not well-formed'],
    [div('<p a="b" a="c">a</p>'), 'twice'],
    [div('<p a="b"c="d">a</p>'), 'not well-formed'],
    [div('<!-- a -- b -->'), 'comment'],
    [div('<script>alert(1)</script>'), '<script>'],
    [div('<SCRIPT>alert(1)</SCRIPT>'), '<SCRIPT>'],
    [div('<iframe src="x"/>'), '<iframe>'],
    [div('<form/>'), '<form>'],
    [div('<x:p>a</x:p>'), 'kind'],
    [div('<![CDATA[a]]>'), 'characters'],
    [div('<?php ?>'), 'kind'],
    [div('<img src="x" onerror="alert(1)"/>'), 'onerror'],
    [div('<a href=" jAvaScript:alert(1)">a</a>'), 'script'],
    [div('<a href="java&#10;script:alert(1)">a</a>'), 'script'],
    [div('<b>'.repeat(200) + '</b>'.repeat(200)), 'deeper'],
  ])('may not be %s', (text, reason) => {
    expect(xhtmlFault(text)).toContain(reason);
  });

  it('is read in one pass, whatever it is', () => {
    for (const part of ['<p ', ' a="b"', '<!--', '&amp;', '<', 'a= ', '</p', '   '])
      expect(xhtmlFault(div(part.repeat(200_000)) + '!')).toBeDefined();
  });
});
