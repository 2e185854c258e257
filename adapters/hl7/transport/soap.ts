import { SaxesParser } from 'saxes';
import { invalid, type Failure } from '../../../kernel/failure.ts';

// HL7 messages within SOAP, document/literal: one element with the message as its text, one with the acknowledgement.

export const namespace = 'urn:tributary:hl7:v2';

/** SOAP 1.1 is sent as text/xml, 1.2 as application/soap+xml; each is answered in its own. */
const envelopes = {
  'http://schemas.xmlsoap.org/soap/envelope/': 'text/xml',
  'http://www.w3.org/2003/05/soap-envelope': 'application/soap+xml',
} as const;
type Version = keyof typeof envelopes;

export type Enveloped = { readonly text: string; readonly version: Version };

const deepest = 20;

/**
 * The message in an envelope. XML turns a carriage return into a line feed (XML 1.0 §2.11), which ends a segment as well;
 * `&#13;` and CDATA are as good, and so is a message that was indented with the XML round it. A header that must be
 * understood is not.
 */
export const openEnvelope = (xml: string): Enveloped | Failure => {
  const parser = new SaxesParser({ xmlns: true });
  const open: string[] = [];
  let version: Version | undefined;
  let text: string | undefined;
  let fault: Failure | undefined;
  const refuse = (message: string): void => {
    fault ??= invalid(`${message} (line ${parser.line}, column ${parser.column})`);
  };
  parser.on('error', ({ message }) => refuse(message.replace(/^\d+:\d+: /, 'The XML is not well-formed: ')));
  // No entities of one's own: saxes expands none, so what was declared stays unknown to it. SOAP 1.1 §3
  parser.on('doctype', () => {
    fault ??= invalid('A SOAP message has no document type declaration.');
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    open.push(local);
    if (open.length > deepest) refuse('The XML is nested too deeply.');
    else if (open.length === 1) {
      if (local === 'Envelope' && uri in envelopes) version = uri as Version;
      else refuse('The outermost element is no SOAP 1.1 or 1.2 Envelope.');
    } else if (open.length === 3 && open[1] === 'Header') {
      const isNeeded = Object.values(attributes).some(
        (one) => one.local === 'mustUnderstand' && /^(1|true)$/.test(one.value),
      );
      if (isNeeded) refuse(`The header ${local} is not understood.`);
    } else if (open.join('/') === path) {
      if (uri !== namespace) refuse(`The message is an element of the namespace ${namespace}.`);
      else if (text !== undefined) refuse('There is a second message: send each in an envelope of its own.');
      else text = '';
    } else if (open.join('/').startsWith(`${path}/`))
      refuse('The message is text: write its & and < as &amp; and &lt;.');
  });
  const add = (more: string): void => {
    if (open.join('/') === path) text = (text ?? '') + more;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => void open.pop());
  try {
    parser.write(xml).close();
  } catch (error) {
    refuse(error instanceof Error ? error.message : 'The XML cannot be read.');
  }
  if (fault !== undefined) return fault;
  if (version === undefined || text === undefined) return invalid(`There is no ${path} in the SOAP message.`);
  return { text: unindented(text.trim().replace(/\r\n|\n/g, '\r')), version };
};

/** No line of a message begins with a blank (HL7 v2.4 §2.8), so one before the name of a segment is the XML's. */
const unindented = (text: string): string => text.replace(/\r[ \t]+(?=[A-Z][A-Z0-9]{2}(?![A-Za-z0-9]))/g, '\r');

const path = 'Envelope/Body/SubmitMessage/message';

export const soapAnswer = (acknowledgement: string, version: Version): string =>
  inEnvelope(
    `<h:SubmitMessageResponse xmlns:h="${namespace}"><h:acknowledgement>${escaped(acknowledgement)}</h:acknowledgement></h:SubmitMessageResponse>`,
    version,
  );

/** The caller's fault. SOAP 1.1 §4.4, 1.2 part 1 §5.4 */
export const soapFault = ({ message }: Failure, version: Version): string =>
  inEnvelope(
    version.includes('schemas.xmlsoap.org')
      ? `<s:Fault><faultcode>s:Client</faultcode><faultstring>${escaped(message)}</faultstring></s:Fault>`
      : `<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason><s:Text xml:lang="en">${escaped(message)}</s:Text></s:Reason></s:Fault>`,
    version,
  );

export const mediaTypeOf = (version: Version): string => envelopes[version];

/** Which version somebody reads whose envelope cannot be read. */
export const versionSentAs = (contentType: string): Version =>
  /^\s*application\/soap\+xml/i.test(contentType)
    ? 'http://www.w3.org/2003/05/soap-envelope'
    : 'http://schemas.xmlsoap.org/soap/envelope/';

const inEnvelope = (body: string, version: Version): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<s:Envelope xmlns:s="${version}"><s:Body>${body}</s:Body></s:Envelope>\n`;

/** A carriage return has to be written as a reference, or the reader makes a line feed of it. */
const escaped = (text: string): string =>
  text.replace(/[&<>\r]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '&#13;');

/** The bytes of an XML document as text: by its own declaration, else UTF-8. XML 1.0 §4.3.3, RFC 7303 §3.2 */
export const xmlText = (bytes: Buffer, contentType = ''): string | Failure => {
  const said =
    /charset="?([\w.-]+)/i.exec(contentType)?.[1] ??
    /^[^>]{0,200}encoding=["']([\w.-]+)/.exec(bytes.toString('latin1', 0, 200))?.[1];
  try {
    return new TextDecoder(said ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return invalid(`The XML is not ${said ?? 'UTF-8'}, or that is no encoding that we read.`);
  }
};

/** What a client is made from. WSDL 1.1 */
export const wsdl = (address: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions name="Hl7" targetNamespace="${namespace}" xmlns="http://schemas.xmlsoap.org/wsdl/"
    xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:h="${namespace}">
  <types>
    <xsd:schema targetNamespace="${namespace}" elementFormDefault="qualified">
      <xsd:element name="SubmitMessage"><xsd:complexType><xsd:sequence>
        <xsd:element name="message" type="xsd:string"/>
      </xsd:sequence></xsd:complexType></xsd:element>
      <xsd:element name="SubmitMessageResponse"><xsd:complexType><xsd:sequence>
        <xsd:element name="acknowledgement" type="xsd:string"/>
      </xsd:sequence></xsd:complexType></xsd:element>
    </xsd:schema>
  </types>
  <message name="SubmitMessageRequest"><part name="parameters" element="h:SubmitMessage"/></message>
  <message name="SubmitMessageResponse"><part name="parameters" element="h:SubmitMessageResponse"/></message>
  <portType name="Hl7PortType">
    <operation name="SubmitMessage">
      <input message="h:SubmitMessageRequest"/>
      <output message="h:SubmitMessageResponse"/>
    </operation>
  </portType>
  <binding name="Hl7Binding" type="h:Hl7PortType">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="SubmitMessage">
      <soap:operation soapAction="${namespace}:SubmitMessage"/>
      <input><soap:body use="literal"/></input>
      <output><soap:body use="literal"/></output>
    </operation>
  </binding>
  <service name="Hl7"><port name="Hl7Port" binding="h:Hl7Binding"><soap:address location="${escaped(address)}"/></port></service>
</definitions>
`;
