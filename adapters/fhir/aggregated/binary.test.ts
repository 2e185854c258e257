import { describe, expect, it } from 'vitest';
import { ask, serve } from './server.fixture.ts';
import { alice, at, graphOf, letter, letterText, pdf } from './world.fixture.ts';

describe('documents', () => {
  it('come as the bytes that were sent, in their own media type, and run nothing', async () => {
    const response = await ask(await serve(), `/Binary/${letter.id}`);
    expect(response.rawPayload.equals(pdf)).toBe(true);
    expect(response.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      etag: 'W/"2"',
    });
  });

  it('come as a Binary to who asks for FHIR JSON', async () => {
    const response = await ask(await serve(), `/Binary/${letter.id}`, { headers: { accept: 'application/fhir+json' } });
    expect(response.json()).toEqual({
      resourceType: 'Binary',
      id: letter.id,
      meta: { versionId: '2', lastUpdated: at },
      contentType: 'application/pdf',
      securityContext: { reference: `DocumentReference/${letter.id}` },
      data: pdf.toString('base64'),
    });
  });

  it('come in their own media type to who asks for it', async () => {
    const response = await ask(await serve(), `/Binary/${letter.id}`, { headers: { accept: 'application/pdf' } });
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'application/pdf']);
  });

  it('come as a Binary in XML to who asks for that', async () => {
    const response = await ask(await serve(), `/Binary/${letter.id}`, { headers: { accept: 'application/fhir+xml' } });
    expect([response.statusCode, response.headers['content-type']]).toEqual([
      200,
      'application/fhir+xml; charset=utf-8',
    ]);
    expect(response.body).toContain(`<data value="${pdf.toString('base64')}"/></Binary>`);
  });

  it('are mere bytes where the sender’s media type is none', async () => {
    const odd = { ...letter, text: letterText('text/html\r\nx: y') };
    const response = await ask(await serve(graphOf([{ ...alice, items: [odd] }])), `/Binary/${letter.id}`);
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'application/octet-stream']);
  });
});
