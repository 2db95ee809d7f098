import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sameName, subjectOf } from '../../src/sign/distinguished-name.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';

needs('openssl')('the subject of a certificate, as Windows writes it', () => {
  const folder = scratchFolder();

  test.each([
    ['/CN=Acme', 'CN=Acme'],
    [
      '/C=US/ST=Ohio/L=Dayton/O=Acme/OU=Dev/CN=Acme',
      'CN=Acme, OU=Dev, O=Acme, L=Dayton, S=Ohio, C=US',
    ],
    ['/O=Acme, Inc./CN=A "B" C', 'CN="A ""B"" C", O="Acme, Inc."'],
    ['/CN= Ac\\+me;/DC=com', 'DC=com, CN=" Ac+me;"'],
    ['/CN=Größe 🌞', 'CN=Größe 🌞'],
    ['/emailAddress=a@b.example/CN=x', 'CN=x, E=a@b.example'],
    ['/2.5.4.97=VATUS-1/CN=x', 'CN=x, OID.2.5.4.97=VATUS-1'],
    [
      '/1.3.6.1.4.1.311.60.2.1.3=US/serialNumber=5',
      'SERIALNUMBER=5, OID.1.3.6.1.4.1.311.60.2.1.3=US',
    ],
    ['/O=a+OU=b/CN=c', 'CN=c, O=a + OU=b'],
  ])('%s', (subject, name) => {
    const [key, certificate] = [join(folder, 'k'), join(folder, 'c')];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    const args = ['-keyout', key, '-out', certificate, '-days', '1', '-utf8', '-multivalue-rdn'];
    output('openssl', ['req', '-x509', ...curve, ...args, '-subj', subject]);
    expect(subjectOf(new X509Certificate(readFileSync(certificate)))).toBe(name);
  });
});

describe('names', () => {
  test.each([
    ['CN=Acme, C=US', 'CN="Acme",C=US'],
    ['CN="A ""B"" C", O=x', ' CN = "A ""B"" C" , O = x '],
    ['CN=Acme Inc., C=US', 'CN=Acme Inc.; C=US'],
  ])('%s is %s', (a, b) => {
    expect(sameName(a, b)).toBe(true);
  });

  test.each([
    ['CN=Acme, C=US', 'C=US, CN=Acme'],
    ['CN=Acme', 'CN=acme'],
    ['CN=Acme', 'CN=Acme, C=US'],
    ['CN=A, O=B', 'CN="A, O=B"'],
  ])('%s is not %s', (a, b) => {
    expect(sameName(a, b)).toBe(false);
  });
});
