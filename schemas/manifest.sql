-- The manifest: everything that is known of every image, and why. Version 1.
-- Integer keys throughout: text primary keys cost twenty times the time at ten million rows.

-- ingest -------------------------------------------------------------------------------------------------------
CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('luperson-nl', 'lpw', 'folder')),
  root TEXT NOT NULL, -- the folder that keys are relative to, or the one file that holds every value (an LMDB)
  container INTEGER NOT NULL CHECK (container IN (0, 1)), -- 1: root is that one file
  layout TEXT NOT NULL,
  UNIQUE (kind, root)
) STRICT;

-- A video or scene: identities never mix across scenes.
CREATE TABLE scenes (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
  name TEXT NOT NULL,
  UNIQUE (source_id, name)
) STRICT;

-- An identity as the source labels it. A final identity carries the id of its first member.
CREATE TABLE identities (
  id INTEGER PRIMARY KEY,
  scene_id INTEGER NOT NULL REFERENCES scenes ON DELETE CASCADE,
  label TEXT NOT NULL,
  UNIQUE (scene_id, label)
) STRICT;

CREATE TABLE tracklets (
  id INTEGER PRIMARY KEY,
  identity_id INTEGER NOT NULL REFERENCES identities ON DELETE CASCADE,
  camera TEXT NOT NULL,
  UNIQUE (identity_id, camera)
) STRICT;

-- Images are referenced where they lie.
CREATE TABLE images (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
  tracklet_id INTEGER NOT NULL REFERENCES tracklets ON DELETE CASCADE,
  key TEXT NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  modified INTEGER NOT NULL, -- of the file that holds the bytes, milliseconds
  UNIQUE (source_id, key)
) STRICT;
CREATE INDEX images_by_tracklet ON images (tracklet_id);

-- What a full decode of the bytes found (the outcome of ingest for an image that is kept).
CREATE TABLE contents (
  image_id INTEGER PRIMARY KEY REFERENCES images ON DELETE CASCADE,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  format TEXT NOT NULL,
  sha256 BLOB NOT NULL
) STRICT;

-- denoise ------------------------------------------------------------------------------------------------------
-- Where an image's feature vector lies: row of the flat file features/<encoder>.f32.
CREATE TABLE features (
  image_id INTEGER PRIMARY KEY REFERENCES images ON DELETE CASCADE,
  encoder TEXT NOT NULL,
  row INTEGER NOT NULL
) STRICT;

-- The Seed Filter's outcome for every image. identity_id is null for an excluded one.
CREATE TABLE denoised (
  image_id INTEGER PRIMARY KEY REFERENCES images ON DELETE CASCADE,
  scene_id INTEGER NOT NULL REFERENCES scenes ON DELETE CASCADE,
  outcome TEXT NOT NULL CHECK (outcome IN ('passed', 'kept', 'reassigned', 'excluded')),
  identity_id INTEGER REFERENCES identities,
  similarity REAL, -- to the centre that decided: the others of its identity (kept), the rival's (reassigned, excluded)
  threshold REAL,
  neighbour_id INTEGER REFERENCES identities, -- the nearest other identity looked at, where one was
  filter_similarity REAL -- to the others of its own identity, when step 1 took it out
) STRICT;
CREATE INDEX denoised_by_scene ON denoised (scene_id);
CREATE INDEX denoised_by_identity ON denoised (identity_id);

-- Pairs of neighbouring identities that were joined, with the similarity of their centres.
CREATE TABLE merges (
  id INTEGER PRIMARY KEY,
  scene_id INTEGER NOT NULL REFERENCES scenes ON DELETE CASCADE,
  identity_id INTEGER NOT NULL REFERENCES identities,
  neighbour_id INTEGER NOT NULL REFERENCES identities,
  final_id INTEGER NOT NULL REFERENCES identities, -- the identity that both are now
  similarity REAL NOT NULL,
  threshold REAL NOT NULL
) STRICT;
CREATE INDEX merges_by_scene ON merges (scene_id);
CREATE INDEX merges_by_final ON merges (final_id);

-- Label-free calibrations of the Seed Filter, newest last.
CREATE TABLE calibrations (
  id INTEGER PRIMARY KEY,
  inputs TEXT NOT NULL UNIQUE, -- JSON: the encoder, a digest of the features, the settings
  result TEXT NOT NULL -- JSON: thresholds, mean removed or not, histograms
) STRICT;

-- annotate -----------------------------------------------------------------------------------------------------
-- A phrase, 'unknown' (cannot tell), 'none' (seen that there is nothing), or null: the captioner has no head for it.
CREATE TABLE attributes (
  image_id INTEGER PRIMARY KEY REFERENCES images ON DELETE CASCADE,
  gender TEXT, head TEXT, upper TEXT, lower TEXT, shoes TEXT, belongings TEXT,
  confidences TEXT NOT NULL -- JSON array of six probabilities or nulls
) STRICT;

-- distribute ---------------------------------------------------------------------------------------------------
CREATE TABLE distributed (
  image_id INTEGER PRIMARY KEY REFERENCES images ON DELETE CASCADE,
  identity_id INTEGER NOT NULL REFERENCES identities,
  reason TEXT, -- null: the image is kept
  score REAL,
  threshold REAL,
  gender TEXT -- the gender phrase after the vote
) STRICT;
CREATE INDEX distributed_by_identity ON distributed (identity_id);

-- caption ------------------------------------------------------------------------------------------------------
-- style 0 is the prompt caption, 1.. the captioner's styles.
CREATE TABLE captions (
  image_id INTEGER NOT NULL REFERENCES images ON DELETE CASCADE,
  style INTEGER NOT NULL,
  text TEXT NOT NULL,
  template TEXT, -- of a prompt caption
  PRIMARY KEY (image_id, style)
) STRICT, WITHOUT ROWID;

-- bookkeeping --------------------------------------------------------------------------------------------------
CREATE TABLE stages (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

-- What a stage's results depend on besides the item: canonical JSON.
CREATE TABLE fingerprints (
  id INTEGER PRIMARY KEY,
  stage_id INTEGER NOT NULL REFERENCES stages,
  text TEXT NOT NULL,
  UNIQUE (stage_id, text)
) STRICT;

-- One row an item that a stage has judged: with which fingerprint, on which input, and how.
CREATE TABLE verdicts (
  stage_id INTEGER NOT NULL REFERENCES stages,
  item INTEGER NOT NULL,
  fingerprint_id INTEGER NOT NULL REFERENCES fingerprints,
  input INTEGER NOT NULL, -- hash of the source row
  reason TEXT, -- null: kept
  score REAL,
  threshold REAL,
  PRIMARY KEY (stage_id, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  command TEXT NOT NULL,
  version TEXT NOT NULL,
  config TEXT NOT NULL, -- the resolved one, JSON
  started TEXT NOT NULL,
  finished TEXT,
  outcome TEXT
) STRICT;

-- What became of every image at every stage that looked at it; `reason` is null where it was kept.
CREATE VIEW fates (stage, image_id, reason, score, threshold) AS
  SELECT s.name, v.item, v.reason, v.score, v.threshold
    FROM verdicts v JOIN stages s ON s.id = v.stage_id WHERE s.name IN ('ingest', 'embed', 'annotate')
  UNION ALL
  SELECT 'denoise', image_id, CASE outcome WHEN 'excluded' THEN 'no_identity_fits' END, similarity, threshold FROM denoised
  UNION ALL
  SELECT 'distribute', image_id, reason, score, threshold FROM distributed;
