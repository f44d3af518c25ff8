import { NativeSelect } from '@mantine/core';
import { type QuantityName, analyticsText, quantityWords } from '../../text/analytics.ts';
import classes from './analytics.module.css';
import type { ElementOption } from './elements.ts';

/** For pictures of one element and one quantity: which. */
export function Focus(props: {
  options: readonly ElementOption[];
  focus: ElementOption | undefined;
  quantity: QuantityName;
  quantities: readonly QuantityName[];
  onFocus(key: string): void;
  onQuantity(name: QuantityName): void;
}) {
  const { choice } = analyticsText;
  return (
    <div className={classes.focus}>
      <NativeSelect
        size="xs"
        aria-label={choice.focus}
        value={props.focus?.key ?? ''}
        data={props.options.map(({ key, label }) => ({ value: key, label }))}
        onChange={({ currentTarget }) => props.onFocus(currentTarget.value)}
      />
      <NativeSelect
        size="xs"
        aria-label={choice.quantity}
        value={props.quantity}
        data={props.quantities.map((value) => ({ value, label: quantityWords[value].name }))}
        onChange={({ currentTarget }) => props.onQuantity(currentTarget.value as QuantityName)}
      />
    </div>
  );
}
