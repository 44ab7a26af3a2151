"""The files that are left in a folder of results, each by its channel."""

RECOMMENDATION = "recommendation.json"
REPORT = "report.html"
WORKBOOK = "plan.xlsx"
TABLES = "plan"
WHATIF = "whatif.json"
ANIMATION = "watch.html"
