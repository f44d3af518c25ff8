import type { Anchor } from './localFrame.ts';
import { userColours } from './userLook.ts';

/** Corners of a body. */
export const userVertices = 4;

/** One instance a road user: metres east and north of the anchor, from the message before to the newest one. */
const vertexSource = `#version 300 es
precision highp float;
uniform mat4 u_matrix;
uniform float u_share;
uniform vec2 u_least;
in vec4 a_path;
in float a_heading;
in vec2 a_size;
in float a_look;
out vec2 v_at;
out vec2 v_half;
flat out vec3 v_colour;
flat out float v_pointed;
const vec3 colours[${userColours.length}] = vec3[](${userColours.map((colour) => `vec3(${colour.map((part) => part.toFixed(3)).join(', ')})`).join(', ')});
void main() {
  bool known = a_heading == a_heading;
  vec2 size = max(a_size, u_least);
  if (!known) size = vec2(max(size.y, u_least.x));
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1)) * 2.0 - 1.0;
  v_half = size * 0.5;
  v_at = corner * v_half;
  float angle = known ? a_heading : 0.0;
  vec2 turned = vec2(cos(angle) * v_at.x - sin(angle) * v_at.y, sin(angle) * v_at.x + cos(angle) * v_at.y);
  vec2 place = mix(a_path.xy, a_path.zw, u_share) + turned;
  gl_Position = u_matrix * vec4(place, 0.0, 1.0);
  v_colour = colours[int(a_look)];
  v_pointed = known ? 1.0 : 0.0;
}`;

/** A rounded body with a dark edge, its nose cut to show where it goes; a disc where that is not known. */
const fragmentSource = `#version 300 es
precision highp float;
in vec2 v_at;
in vec2 v_half;
flat in vec3 v_colour;
flat in float v_pointed;
out vec4 colour;
void main() {
  float round_ = min(v_half.x, v_half.y) * mix(1.0, 0.45, v_pointed);
  vec2 beyond = abs(v_at) - v_half + round_;
  float inside = round_ - length(max(beyond, 0.0)) - min(max(beyond.x, beyond.y), 0.0);
  float nose = (v_half.x - v_at.x) - abs(v_at.y) * 0.9 * v_pointed;
  inside = min(inside, mix(inside, nose, v_pointed));
  float px = max(fwidth(v_at.x), fwidth(v_at.y));
  float cover = clamp(inside / px + 0.5, 0.0, 1.0);
  float body = clamp(inside / px - 0.7, 0.0, 1.0);
  colour = vec4(mix(vec3(0.05, 0.06, 0.07), v_colour, body) * cover, cover);
}`;

export function compiledProgram(gl: WebGL2RenderingContext) {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertexSource],
    [gl.FRAGMENT_SHADER, fragmentSource],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) throw new Error('The graphics card was lost while the map was made.');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`The road users cannot be drawn: ${gl.getProgramInfoLog(program) ?? ''}`);
  }
  const uniform = (name: string): WebGLUniformLocation | null => gl.getUniformLocation(program, name);
  return { program, matrix: uniform('u_matrix'), share: uniform('u_share'), least: uniform('u_least') };
}

/** From metres east and north of the anchor to clip space; multiplied in double precision, so that nothing trembles. */
export function localMatrix(m: ArrayLike<number>, { world, worldPerM }: Anchor): Float32Array {
  const at = (index: number): number => m[index] ?? 0;
  const result = new Float32Array(16);
  for (let row = 0; row < 4; row++) {
    result[row] = at(row) * worldPerM;
    result[4 + row] = -at(4 + row) * worldPerM;
    result[8 + row] = at(8 + row);
    result[12 + row] = at(row) * world.x + at(4 + row) * world.y + at(12 + row);
  }
  return result;
}
