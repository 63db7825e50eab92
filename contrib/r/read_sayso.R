# Reads the tables of `sayso corpus` with base R: types, factors and dates as the codebook says.
#   source("read_sayso.R")
#   tables <- read_sayso("tables")
# docs/r.md tells the rest.

# Words that a column may hold, so that a table of counts shows those that do not occur, too.
sayso_kinds <- c("named-person", "named-organization", "document", "unnamed", "collective", "none")
sayso_voices <- c("outlet", "attributed", "mixed", "none")
sayso_fields <- c("text", "title")
sayso_levels <- list(
  articles.first_source_kind = sayso_kinds,
  sentences.voice = sayso_voices,
  sentences.field = sayso_fields,
  findings.field = sayso_fields,
  sources.field = sayso_fields,
  attributions.field = sayso_fields,
  findings.voice = sayso_voices,
  findings.level = c("note", "warning", "error"),
  sources.kind = sayso_kinds,
  attributions.kind = c("direct", "mixed", "indirect"),
  attributions.source_kind = sayso_kinds
)
# Columns that are factors of whatever they hold.
sayso_factors <- c("outlet", "language", "rule", "excused_because", "reason", "unattributed_reason", "category", "class")

# The types of the codebook in R. Counts and keys fit into R's integers; should one not, it becomes a real number.
sayso_types <- c(integer = "numeric", real = "numeric", boolean = "logical", text = "character")

# One table as it stands, every column with its type in the codebook; NULL where the run did not write it.
read_sayso_table <- function(folder, name, codebook) {
  path <- file.path(folder, paste0(name, c(".csv", ".csv.gz")))
  path <- path[file.exists(path)][1]
  if (is.na(path)) return(NULL)
  known <- codebook[codebook$table == name, ]
  types <- setNames(unname(sayso_types[known$type]), known$name)
  header <- names(read.csv(path, nrows = 1, check.names = FALSE, encoding = "UTF-8", colClasses = "character"))
  strange <- setdiff(header, names(types))
  if (length(strange) > 0) stop(name, ": the codebook of this folder does not know ", paste(strange, collapse = ", "))
  # An outlet may be called NA: only an empty cell is a missing value.
  table <- read.csv(path, colClasses = types[header], na.strings = "", check.names = FALSE, encoding = "UTF-8")
  for (column in known$name[known$type == "integer" & known$name %in% header]) {
    values <- table[[column]]
    if (all(is.na(values) | abs(values) <= .Machine$integer.max)) table[[column]] <- as.integer(values)
  }
  sayso_typed(table, name)
}

# Factors, and the day of publication as a date.
sayso_typed <- function(table, name) {
  for (column in names(table)) {
    known <- sayso_levels[[paste(name, column, sep = ".")]]
    if (is.null(known)) next
    words <- table[[column]]
    levels <- union(known, sort(unique(words[!is.na(words)])))
    table[[column]] <- factor(words, levels = levels, ordered = column == "level")
  }
  for (column in intersect(names(table), sayso_factors)) table[[column]] <- factor(table[[column]])
  if ("date_iso" %in% names(table)) table$date_iso <- as.Date(table$date_iso, format = "%Y-%m-%d")
  table
}

# All tables of a finished run as a list, with the codebook; attr(, "run") holds the lines of run.json.
read_sayso <- function(folder, tables = c("articles", "sentences", "findings", "sources", "attributions")) {
  manifest <- file.path(folder, "run.json")
  if (!file.exists(manifest)) stop(folder, ": there is no run.json; the run of `sayso corpus` is not finished, or this is not its folder")
  codebook <- read.csv(file.path(folder, "codebook.csv"), colClasses = "character", na.strings = "", encoding = "UTF-8")
  read <- lapply(setNames(tables, tables), function(name) read_sayso_table(folder, name, codebook))
  read <- Filter(Negate(is.null), read)
  if (length(read) == 0) stop(folder, ": no table in CSV; Parquet is read by the package arrow")
  structure(c(read, list(codebook = codebook)), run = readLines(manifest, encoding = "UTF-8", warn = FALSE))
}

# What a study usually counts: articles in English, of near-copies the first one.
sayso_judged <- function(articles) articles[articles$language %in% "en" & is.na(articles$duplicate_of), ]

# Rates of groups from summed counts: an article weighs as much as it is long.
sayso_rate <- function(articles, count, exposure, by, per = 1000) {
  sums <- aggregate(articles[c(count, exposure)], by = articles[by], FUN = sum, na.rm = TRUE)
  sums$rate <- per * sums[[count]] / sums[[exposure]]
  sums
}
