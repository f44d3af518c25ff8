import { Area } from 'recharts';
import classes from './analytics.module.css';
import { colourOf } from './look.ts';
import type { Series } from './series.ts';
import type { UsualCourse } from './usualCourse.ts';

/** In a chart: what is usual at each hour as an outlined band, and strips at the top while an element is unusual. */
export function usualAreas(series: readonly Series[], usual: readonly UsualCourse[]) {
  return series.flatMap(({ key }, place) => {
    const course = usual.find((each) => each.key === key);
    if (!course) return [];
    const common = { type: 'step', isAnimationActive: false, activeDot: false } as const;
    return [
      <Area
        {...common}
        key={`usual ${key}`}
        dataKey={`usual ${key}`}
        className={classes.usual ?? ''}
        stroke={colourOf(place)}
        strokeOpacity={0.8}
        strokeDasharray="1 3"
        fill={colourOf(place)}
        fillOpacity={0.06}
      />,
      <Area
        {...common}
        key={`unusual ${key}`}
        yAxisId="marks"
        dataKey={`unusual ${key}`}
        className={classes.unusual ?? ''}
        stroke="none"
        fill={colourOf(place)}
        fillOpacity={1}
      />,
    ];
  });
}
