import type { CustomLayerInterface, CustomRenderMethodInput, Map as LibreMap } from 'maplibre-gl';
import type { FramePace } from './framePace.ts';
import type { Anchor } from './localFrame.ts';
import { type MovingUsers, userStride } from './movingUsers.ts';
import { compiledProgram, localMatrix, userVertices } from './userShaders.ts';

/** Road users are drawn at least this long and wide, pixels: a site in one view still shows where they are. */
const [leastLengthPx, leastWidthPx] = [7, 4];

/**
 * Draws road users as bodies of their real size, moved between messages by the graphics card. Asks for the next frame
 * only while somebody moves.
 */
export class UsersLayer implements CustomLayerInterface {
  readonly id = 'users';
  readonly type = 'custom';
  readonly renderingMode = '2d';
  readonly #users: MovingUsers;
  readonly #nowMs: () => number;
  readonly #still: () => boolean;
  readonly #pace: FramePace;
  #anchor: Anchor | null = null;
  #map: LibreMap | null = null;
  #made: ReturnType<typeof compiledProgram> | null = null;
  #buffer: WebGLBuffer | null = null;
  #shape: WebGLVertexArrayObject | null = null;
  #sent: Float32Array | null = null;
  shown = true;

  /** @param still true where users should jump to their newest place instead of gliding there */
  constructor(users: MovingUsers, nowMs: () => number, still: () => boolean, pace: FramePace) {
    this.#users = users;
    this.#nowMs = nowMs;
    this.#still = still;
    this.#pace = pace;
  }

  setAnchor(anchor: Anchor): void {
    this.#anchor = anchor;
  }

  onAdd(map: LibreMap, gl: WebGL2RenderingContext): void {
    this.#map = map;
    this.#made = compiledProgram(gl);
    this.#buffer = gl.createBuffer();
    this.#shape = gl.createVertexArray();
    this.#sent = null;
    gl.bindVertexArray(this.#shape);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    const at = (name: string): number => gl.getAttribLocation(this.#made!.program, name);
    const parts = [
      ['a_path', 4, 0],
      ['a_heading', 1, 4],
      ['a_size', 2, 5],
      ['a_look', 1, 7],
    ] as const;
    for (const [name, size, offset] of parts) {
      gl.enableVertexAttribArray(at(name));
      gl.vertexAttribPointer(at(name), size, gl.FLOAT, false, userStride * 4, offset * 4);
      gl.vertexAttribDivisor(at(name), 1);
    }
    gl.bindVertexArray(null);
  }

  onRemove(_map: LibreMap, gl: WebGL2RenderingContext): void {
    gl.deleteBuffer(this.#buffer);
    gl.deleteVertexArray(this.#shape);
    if (this.#made) gl.deleteProgram(this.#made.program);
    this.#made = null;
  }

  render(gl: WebGL2RenderingContext | WebGLRenderingContext, { defaultProjectionData }: CustomRenderMethodInput): void {
    this.#pace.drawn();
    const [anchor, map, made, nowMs] = [this.#anchor, this.#map, this.#made, this.#nowMs()];
    if (!(gl instanceof WebGL2RenderingContext) || !anchor || !map || !made || !this.shown) return;
    if (this.#users.count === 0 || this.#users.isStale(nowMs)) return;
    gl.useProgram(made.program);
    gl.bindVertexArray(this.#shape);
    const { floats } = this.#users;
    if (this.#sent?.buffer !== floats.buffer) {
      gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
      gl.bufferData(gl.ARRAY_BUFFER, floats, gl.DYNAMIC_DRAW);
      this.#sent = floats;
    }
    const metresPerPx = 1 / (anchor.worldPerM * 512 * 2 ** map.getZoom());
    const share = this.#still() ? 1 : this.#users.shareAt(nowMs);
    gl.uniformMatrix4fv(made.matrix, false, localMatrix(defaultProjectionData.mainMatrix, anchor));
    gl.uniform1f(made.share, share);
    gl.uniform2f(made.least, leastLengthPx * metresPerPx, leastWidthPx * metresPerPx);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, userVertices, this.#users.count);
    gl.bindVertexArray(null);
    if (share < 1) this.#pace.ask();
  }
}
