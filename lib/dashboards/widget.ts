import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';

/** Of a widget that does not say its width or height. */
const DEFAULT_SIZE = 6;

/** A widget of a dashboard; properties that are `undefined` are left out. */
export function widget(type: string, width: number, height: number, properties: object): IWidget {
  let at = { x: 0, y: 0 };
  return {
    width,
    height,
    position: (x, y) => {
      at = { x, y };
    },
    toJson: () => [{ type, ...at, width: unlessDefault(width), height: unlessDefault(height), properties }],
  };
}

function unlessDefault(size: number): number | undefined {
  return size === DEFAULT_SIZE ? undefined : size;
}
