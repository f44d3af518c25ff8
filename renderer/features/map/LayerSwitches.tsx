import { levelColours, type MapLayerName, switchableLayers, unknownLevelColour } from './siteLayers.ts';
import type { LevelOfService } from './siteFeatures.ts';
import { mapText } from '../../text/map.ts';
import classes from './map.module.css';

/** What is shown, and what the colours of the lanes say. */
export function LayerSwitches(props: {
  shown: ReadonlySet<MapLayerName>;
  onChange: (shown: ReadonlySet<MapLayerName>) => void;
}) {
  const { shown, onChange } = props;
  const toggle = (name: MapLayerName): void => {
    const next = new Set(shown);
    if (!next.delete(name)) next.add(name);
    onChange(next);
  };
  return (
    <fieldset className={classes.layers}>
      <legend className="unseen">{mapText.layers}</legend>
      {(Object.keys(switchableLayers) as MapLayerName[]).map((name) => (
        <label key={name}>
          <input type="checkbox" checked={shown.has(name)} onChange={() => toggle(name)} />
          {mapText.layerNames[name]}
        </label>
      ))}
    </fieldset>
  );
}

export function LevelLegend() {
  const levels = Object.entries(levelColours) as [LevelOfService, string][];
  return (
    <dl className={classes.legend} aria-label={mapText.levels}>
      {levels.map(([level, colour]) => (
        <div key={level} title={mapText.levelTips[level]}>
          <dt style={{ backgroundColor: colour }}>{level}</dt>
          <dd className="unseen">{mapText.levelTips[level]}</dd>
        </div>
      ))}
      <div>
        <dt style={{ backgroundColor: unknownLevelColour }}>–</dt>
        <dd className={classes.legendText}>{mapText.unknownLevel}</dd>
      </div>
    </dl>
  );
}
