/** What a thing of a scene is called in a sentence: “Lane north”, and “Lane 1” where its name says already what it is. */
export function calledAs(kind: string, name: string): string {
  return name.toLowerCase().startsWith(`${kind.toLowerCase()} `) ? name : `${kind} ${name}`;
}
