import type { Config } from './kernel/config.ts';

/** What `npm start` prints when it is ready: where everything is, and three commands to paste. */
export const welcome = ({ baseUrl, demo }: Pick<Config, 'baseUrl' | 'demo'>): string => `
Tributary is ready.

  GraphQL            ${baseUrl}/graphql
  HL7 v2             ${baseUrl}/services/hl7
  Aggregated FHIR    ${baseUrl}/fhir/aggregated
  Customer FHIR      ${baseUrl}/fhir/customer/FEED
  Facade, Messaging  ${baseUrl}/fhir/facade, ${baseUrl}/fhir/messaging
  REST               ${baseUrl}/api/docs
  Tokens             ${baseUrl}/oauth/token
  Health             ${baseUrl}/health/ready
${demo ? helloWorld(baseUrl) : ''}`;

const helloWorld = (baseUrl: string): string => `
Try it. Send a message, as Riverside's patient administration system would:

  printf 'MSH|^~\\\\&|PAS|RIVERSIDE|TRIBUTARY|TRIBUTARY|%s||ADT^A28|%s|P|2.4\\rPID|1||9999999468^^^NHS^NH{status:01}~R1001^^^RVS^MR||Dale^Dora^^^Ms||19900203|F|||1 Weir Lane^^Riverside^^RV1 1AA\\r' "$(date +%Y%m%d%H%M%S)" "$(date +%s)" |
    curl -sS -u riverside-hl7:demo-riverside-hl7 -H 'content-type: application/hl7-v2' --data-binary @- ${baseUrl}/services/hl7 | tr '\\r' '\\n'

Get a token, as Riverside's own system:

  TOKEN=$(curl -sS -u riverside-customer:demo-riverside-customer -d grant_type=client_credentials ${baseUrl}/oauth/token | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')

Read the record:

  curl -sS -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' ${baseUrl}/graphql \\
    -d '{"query":"{ patients(identifiers: [{system: \\"https://fhir.nhs.uk/Id/nhs-number\\", value: \\"9999999468\\"}]) { items { id givenName familyName dateOfBirth teams { name } observations { items { value } } } } }"}'
`;
