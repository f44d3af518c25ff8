/** A label is drawn once and then copied: text costs more than all the boxes around it. */
export class LabelSprites {
  readonly #sprites = new Map<string, HTMLCanvasElement>();

  /** @param fontPx height of the letters in canvas pixels */
  of(text: string, colour: string, fontPx: number): HTMLCanvasElement | null {
    const key = `${text}/${colour}/${fontPx}`;
    const known = this.#sprites.get(key);
    if (known) return known;
    // Track ids go on rising; what is not on the screen any more is drawn again should it come back.
    if (this.#sprites.size >= spriteLimit) this.#sprites.clear();
    const sprite = drawn(text, colour, fontPx);
    if (sprite) {
      this.#sprites.set(key, sprite);
      // A crash of the browser's GPU process empties every canvas: it comes back usable and blank.
      sprite.addEventListener('contextlost', () => {
        if (this.#sprites.get(key) === sprite) this.#sprites.delete(key);
      });
    }
    return sprite;
  }
}

const spriteLimit = 200;

function drawn(text: string, colour: string, fontPx: number): HTMLCanvasElement | null {
  const sprite = document.createElement('canvas');
  const context = sprite.getContext('2d');
  if (!context) return null;
  const font = `600 ${fontPx}px system-ui, sans-serif`;
  context.font = font;
  const padding = fontPx * 0.27;
  sprite.width = Math.ceil(context.measureText(text).width + 2 * padding);
  sprite.height = Math.ceil(fontPx + padding);
  // A new size resets the context.
  context.font = font;
  context.textBaseline = 'bottom';
  context.fillStyle = colour;
  context.fillRect(0, 0, sprite.width, sprite.height);
  context.fillStyle = '#0b0d0f';
  context.fillText(text, padding, sprite.height - padding / 2);
  return sprite;
}
