import { ipv6Groups } from '../../../app/camera/hostName.ts';
import { settingsText } from '../../text/settings.ts';

/**
 * What is wrong with a CIDR range as an operator writes it; `null` when it is one. A range whose address has bits
 * beyond its length is refused with the range that was probably meant, for it may mean either.
 */
export function rangeFault(line: string): string | null {
  const { cidr, cidrHostBits } = settingsText.errors;
  const [, address = '', lengthText = ''] = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(line) ?? [];
  const bits = bitsOf(address);
  const length = Number(lengthText);
  if (!bits || lengthText === '' || length > bits.length) return cidr(line);
  if (!bits.slice(length).includes('1')) return null;
  return cidrHostBits(line, `${textOf(bits.slice(0, length).padEnd(bits.length, '0'))}/${length}`);
}

function bitsOf(address: string): string | null {
  if (address.includes(':'))
    return (
      ipv6Groups(address)
        ?.map((group) => binary(group, 16))
        .join('') ?? null
    );
  const numbers = address.split('.');
  const plain =
    numbers.length === 4 && numbers.every((number) => /^(0|[1-9]\d{0,2})$/.test(number) && Number(number) < 256);
  return plain ? numbers.map((number) => binary(Number(number), 8)).join('') : null;
}

const binary = (value: number, digits: number): string => value.toString(2).padStart(digits, '0');

function textOf(bits: string): string {
  const size = bits.length === 32 ? 8 : 16;
  const parts = bits.match(new RegExp(`.{${size}}`, 'g'))?.map((part) => Number.parseInt(part, 2)) ?? [];
  if (size === 8) return parts.join('.');
  return parts
    .map((part) => part.toString(16))
    .join(':')
    .replace(/(:0)+$/, '::');
}
