import { describe, expect, it } from 'vitest';
import { faultOfRegistration, scopesOf, type Registration } from './registration.rules.ts';

const app: Registration = {
  kind: 'USER',
  name: 'Pulse',
  organisation: undefined,
  partner: undefined,
  redirectUris: ['https://app.example/callback'],
  scopes: ['PATIENT'],
  isPublic: false,
  hasKeys: false,
};
const system: Registration = { ...app, kind: 'SYSTEM', partner: 'postbridge', redirectUris: [], scopes: [] };

const fault = (asked: Registration): string | undefined => faultOfRegistration(asked)?.field;
const redirect = (uri: string): string | undefined => fault({ ...app, redirectUris: [uri] });

describe('an address to which people are led back', () => {
  it.each([
    'https://app.example/callback',
    'https://app.example',
    'https://app.example:8443/callback?tenant=7',
    'http://localhost:4000/demo/callback',
    'http://127.0.0.1/callback',
    'http://[::1]:3000/callback',
    'example.app:/callback',
    'example.app://callback',
  ])('may be %s', (uri) => {
    expect(redirect(uri)).toBeUndefined();
  });

  it.each([
    ['another machine in plain text', 'http://app.example/callback'],
    ['what only looks like one’s own machine', 'http://localhost.evil.example/'],
    ['a script', 'javascript:alert(1)'],
    ['a document', 'data:text/html,x'],
    ['a scheme that anybody’s app may claim', 'pulse:/callback'],
    ['a fragment', 'https://app.example/callback#here'],
    ['an empty fragment', 'https://app.example/callback#'],
    ['a wildcard', 'https://*.app.example/callback'],
    ['a wildcard path', 'https://app.example/*'],
    ['a backslash', 'https://app.example\\@evil.example/'],
    ['somebody’s password', 'https://user:secret@app.example/'],
    ['a user', 'https://app.example@evil.example/'],
    ['a path alone', '/callback'],
    ['another form of itself', 'https://APP.example/callback'],
    ['a way around', 'https://app.example/a/../callback'],
    ['a port that says nothing', 'https://app.example:443/callback'],
    ['a space', 'https://app.example/call back'],
    ['a line end', 'https://app.example/\ncallback'],
    ['a tab', 'https://app.example/\tcallback'],
    ['another script’s letters', 'https://аpp.example/callback'],
    ['nothing', ''],
    ['far too much', `https://app.example/${'x'.repeat(10_000)}`],
  ])('is not %s', (_what, uri) => {
    expect(redirect(uri)).toBe('redirectUris[0]');
  });

  it('is named by its place', () => {
    expect(fault({ ...app, redirectUris: ['https://app.example/', 'x'] })).toBe('redirectUris[1]');
  });

  it('is an app’s, and an app has 1 to 20', () => {
    expect(fault({ ...app, redirectUris: [] })).toBe('redirectUris');
    const many = Array.from({ length: 21 }, (_, n) => `https://app.example/${n}`);
    expect(fault({ ...app, redirectUris: many })).toBe('redirectUris');
    expect(fault({ ...app, redirectUris: many.slice(1) })).toBeUndefined();
    expect(fault({ ...system, redirectUris: ['https://app.example/'] })).toBe('redirectUris');
  });
});

describe('a client', () => {
  const customer: Registration = {
    ...system,
    kind: 'CUSTOMER_SYSTEM',
    partner: undefined,
    organisation: '00000000-0000-4000-8000-000000000001',
  };
  it.each<[Registration, readonly string[]]>([
    [{ ...app, scopes: ['CLINICIAN', 'PATIENT', 'CLINICIAN'] }, ['CLINICIAN', 'PATIENT']],
    [{ ...app, isPublic: true }, ['PATIENT']],
    [{ ...app, hasKeys: true }, ['PATIENT']],
    [system, ['none']],
    [{ ...system, kind: 'TETHERED' }, ['SITE']],
    [customer, ['customer']],
  ])('of a kind has its scopes: %j', (asked, scopes) => {
    expect(faultOfRegistration(asked)).toBeUndefined();
    expect(scopesOf(asked)).toEqual(scopes);
  });

  it.each<[string, Registration]>([
    ['organisation', { ...customer, organisation: undefined }],
    ['organisation', { ...system, organisation: '00000000-0000-4000-8000-000000000001' }],
    ['organisation', { ...app, organisation: '00000000-0000-4000-8000-000000000001' }],
    ['partner', { ...system, partner: undefined }],
    ['partner', { ...app, partner: 'postbridge' }],
    ['partner', { ...customer, partner: 'postbridge' }],
    ['scopes', { ...app, scopes: [] }],
    ['scopes', { ...app, scopes: ['SITE'] }],
    ['scopes', { ...app, scopes: ['PATIENT', 'openid'] }],
    ['scopes', { ...system, scopes: ['PATIENT'] }],
    ['isPublic', { ...system, isPublic: true }],
    ['isPublic', { ...app, isPublic: true, hasKeys: true }],
    ['name', { ...app, name: '' }],
    ['name', { ...app, name: ' Pulse' }],
    ['name', { ...app, name: 'Pul\nse' }],
    ['name', { ...app, name: 'Pul\u202ese' }],
    ['name', { ...app, name: 'x'.repeat(201) }],
  ])('is refused for its %s: %j', (field, asked) => {
    expect(fault(asked)).toBe(field);
  });
});
