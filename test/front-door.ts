import { createServer, request, type Server } from 'node:http';

/** Paths by how they begin, and the server that each goes to. */
export type Routes = readonly (readonly [prefix: string, base: string])[];

/** What a deployment puts in front of several processes: one address, and each path to the process that serves it. */
export const openFrontDoor = (routes: Routes): Server =>
  createServer((incoming, outgoing) => {
    const { url = '', method, headers } = incoming;
    const base = routes.find(([prefix]) => url.startsWith(prefix))?.[1];
    if (base === undefined) {
      outgoing.writeHead(404).end();
      return;
    }
    const forwarded = request(`${base}${url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => {
      if (!outgoing.headersSent) outgoing.writeHead(502);
      outgoing.end();
    });
    incoming.pipe(forwarded);
  });
