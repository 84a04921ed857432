-- Version 2 of the manifest: captions that a captioner writes, beside the prompt caption.

CREATE TABLE prompt_captions (
  image_id INTEGER PRIMARY KEY REFERENCES images ON DELETE CASCADE,
  text TEXT NOT NULL,
  template TEXT NOT NULL
) STRICT;
INSERT INTO prompt_captions SELECT image_id, text, template FROM captions WHERE style = 0;
DROP TABLE captions;

-- One row a caption that passed the gates on itself. item = image_id * 64 + style; styles count from 1.
CREATE TABLE generated_captions (
  item INTEGER PRIMARY KEY,
  image_id INTEGER NOT NULL REFERENCES images ON DELETE CASCADE,
  style INTEGER NOT NULL CHECK (style BETWEEN 1 AND 63),
  text TEXT NOT NULL,
  discarded INTEGER NOT NULL -- captions with a fault that were written before it
) STRICT;
CREATE INDEX generated_captions_by_image ON generated_captions (image_id);

-- Those of them that passed the review beside all others too.
CREATE TABLE reviewed_captions (item INTEGER PRIMARY KEY REFERENCES generated_captions ON DELETE CASCADE) STRICT;

-- What is in the data set; style 0 is the prompt caption.
CREATE VIEW captions (image_id, style, text, template) AS
  SELECT image_id, 0, text, template FROM prompt_captions
  UNION ALL
  SELECT image_id, style, text, NULL FROM generated_captions JOIN reviewed_captions USING (item);

DROP VIEW fates;
-- What became of every image at every stage that looked at it; `reason` is null where it was kept. Of captions: one row a style.
CREATE VIEW fates (stage, image_id, reason, score, threshold) AS
  SELECT s.name, v.item, v.reason, v.score, v.threshold
    FROM verdicts v JOIN stages s ON s.id = v.stage_id WHERE s.name IN ('ingest', 'embed', 'annotate')
  UNION ALL
  SELECT 'denoise', image_id, CASE outcome WHEN 'excluded' THEN 'no_identity_fits' END, similarity, threshold FROM denoised
  UNION ALL
  SELECT 'distribute', image_id, reason, score, threshold FROM distributed
  UNION ALL
  SELECT s.name, v.item / 64, v.reason, v.score, v.threshold
    FROM verdicts v JOIN stages s ON s.id = v.stage_id WHERE s.name IN ('generate', 'review');
