// The keys of a plain keyboard, as the browser is told of them.

interface Key {
  key: string;
  text: string;
  code?: string;
  windowsVirtualKeyCode: number;
  modifiers?: number;
}

const SHIFT = 8;
/** Virtual key, then the character without and with Shift. A character's own code would be another key: "." is Delete's 46. */
const SIGNS: [number, string, string, string][] = [
  [186, ';', ':', 'Semicolon'],
  [187, '=', '+', 'Equal'],
  [188, ',', '<', 'Comma'],
  [189, '-', '_', 'Minus'],
  [190, '.', '>', 'Period'],
  [191, '/', '?', 'Slash'],
  [222, "'", '"', 'Quote'],
  [49, '1', '!', 'Digit1'],
  [50, '2', '@', 'Digit2'],
  [53, '5', '%', 'Digit5'],
  [57, '9', '(', 'Digit9'],
  [48, '0', ')', 'Digit0'],
];

/** A key that gives this character; one that no key gives comes as from a layout of its own (“ ” –). */
export function keyOf(letter: string): Key {
  const upper = letter.toUpperCase();
  if (/^[A-Z]$/.test(upper)) {
    const modifiers = letter === upper ? SHIFT : 0;
    return { key: letter, text: letter, code: `Key${upper}`, windowsVirtualKeyCode: upper.charCodeAt(0), modifiers };
  }
  if (letter === ' ') return { key: ' ', text: ' ', code: 'Space', windowsVirtualKeyCode: 32 };
  const sign = SIGNS.find(([, bare, shifted]) => bare === letter || shifted === letter);
  if (sign) {
    const [windowsVirtualKeyCode, bare, , code] = sign;
    return { key: letter, text: letter, code, windowsVirtualKeyCode, modifiers: letter === bare ? 0 : SHIFT };
  }
  if (/^[0-9]$/.test(letter)) {
    return { key: letter, text: letter, code: `Digit${letter}`, windowsVirtualKeyCode: letter.charCodeAt(0) };
  }
  return packetOf(letter);
}

/** A character without a key: Windows' VK_PACKET. */
export const packetOf = (letter: string): Key => ({ key: letter, text: letter, windowsVirtualKeyCode: 231 });
