import { actions, clients, interfaces, mayAt, mayEnter, type Client } from '../gateway/interfaces.ts';
import { permissions } from '../gateway/permissions.ts';
import type { Interface } from '../kernel/graph.ts';

/** `docs/permissions.md`: both tables of who may do what, as the gateway has them. */
export const permissionsPage = (): string =>
  [
    '# Who may do what',
    '',
    'Made by `npm run schema` from `gateway/interfaces.ts` and `gateway/permissions.ts`; `npm run check` fails when it is not up to date.',
    'What is in neither table is denied. Which *items* of a record somebody sees is not here: that is the purview',
    '([ARCHITECTURE](ARCHITECTURE.md#purview-and-placement)).',
    '',
    '## At which interface',
    '',
    '`own`: only what the client itself put there. `patient`: creates and updates patients, hands in letters, nothing else. `later`: promised and',
    'not answered yet. Whoever is not listed for an interface is refused there: 403. `test/cells.test.ts` walks every cell.',
    '',
    ...table(['interface', 'client', ...actions], doors.flatMap(rowsOfDoor)),
    '',
    '## Which fields of the graph',
    '',
    ...Object.entries(permissions).flatMap(([root, fields]) => [
      ...table(
        [root, ...clients],
        Object.entries(fields).map(([field, allowed]) => [
          `\`${field}\``,
          ...clients.map((client) => ((allowed as readonly string[]).includes(client) ? 'yes' : '')),
        ]),
      ),
      '',
    ]),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');

const doors = Object.keys(interfaces) as Interface[];

const rowsOfDoor = (door: Interface): string[][] =>
  clients
    .filter((client: Client) => mayEnter(door, client))
    .map((client, at) => [
      at === 0 ? `\`${interfaces[door].path}\`` : '',
      `\`${client}\``,
      ...actions.map((action) => mayAt(door, client, action)),
    ]);

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)];
};
