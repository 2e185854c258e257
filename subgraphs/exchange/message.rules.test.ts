import { describe, expect, it } from 'vitest';
import { isFailure } from '../../kernel/failure.ts';
import { faultOf, replyTo, storable, type Found } from './message.rules.ts';

const found = (more: Partial<Found>): Found => ({
  messageId: 'm',
  isNew: false,
  hasSameText: true,
  state: 'RECEIVED',
  acknowledgement: null,
  ...more,
});

describe('the reply to a message that came in', () => {
  it.each([
    ['a new message has an id', found({ isNew: true }), { messageId: 'm' }],
    [
      'an accepted one has its acknowledgement',
      found({ state: 'ACCEPTED', acknowledgement: 'AA' }),
      { messageId: 'm', acknowledgement: 'AA' },
    ],
    [
      'a held one has its acknowledgement',
      found({ state: 'HELD', acknowledgement: 'AA' }),
      { messageId: 'm', acknowledgement: 'AA' },
    ],
    ['a rejected one may be tried again', found({ state: 'REJECTED', acknowledgement: 'AR' }), { messageId: 'm' }],
    ['a failed one may be tried again', found({ state: 'FAILED', acknowledgement: 'AE' }), { messageId: 'm' }],
    ['one that was never answered is to be done', found({ state: 'RECEIVED' }), { messageId: 'm' }],
  ])('%s', (_, stored, reply) => {
    expect(replyTo(stored)).toEqual(reply);
  });

  it.each(['RECEIVED', 'ACCEPTED', 'HELD'] as const)('another text is refused while the first is %s', (state) => {
    expect(replyTo(found({ hasSameText: false, state, acknowledgement: null }))).toMatchObject({
      kind: 'conflict',
      field: 'controlId',
    });
  });

  it.each(['REJECTED', 'FAILED'] as const)(
    'another text after a %s one is looked up again: somebody else wrote just now',
    (state) => {
      expect(replyTo(found({ hasSameText: false, state }))).toBeUndefined();
    },
  );
});

describe('what a message may be', () => {
  it('takes a control id of 500 characters, and none of 501', () => {
    expect(faultOf({ controlId: 'x'.repeat(500), raw: '' })).toBeUndefined();
    expect(faultOf({ controlId: 'x'.repeat(501), raw: '' })).toMatchObject({ kind: 'invalid', field: 'controlId' });
  });

  it('takes any text that has a UTF-8 form', () => {
    expect(faultOf({ raw: 'MSH|\0|\u{1F600}|\uFFFF' })).toBeUndefined();
    expect(isFailure(faultOf({ raw: 'half \uD83D a face' }))).toBe(true);
  });

  it('replaces only what a text column cannot hold', () => {
    expect(storable('a\0b')).toBe('a\uFFFDb');
    expect(storable('')).toBe('');
    expect(storable(undefined)).toBeNull();
  });
});
