"""The addresses of measures, their answers and single numbers under /api/v1/."""

from django.urls import path

from patients.api import measurements, measures, responses

urlpatterns = [
    path("measures/", measures.MeasuresView.as_view(), name="measures"),
    path("measures/import/", measures.ImportMeasureView.as_view(), name="import_measure"),
    path("measures/<uuid:uuid>/", measures.MeasureView.as_view(), name="measure"),
    path("measures/<uuid:uuid>/retire/", measures.RetireMeasureView.as_view(), name="retire_measure"),
    path("measure-responses/", responses.ResponsesView.as_view(), name="measure_responses"),
    path("measure-responses/<uuid:uuid>/", responses.ResponseView.as_view(), name="measure_response"),
    path("measurements/", measurements.MeasurementsView.as_view(), name="measurements"),
    path(
        "measurements/<uuid:uuid>/void/", measurements.VoidMeasurementView.as_view(), name="void_measurement"
    ),
    path("me/measures/due/", measures.DueMeasuresView.as_view(), name="due_measures"),
    path("me/measure-responses/", responses.MyResponsesView.as_view(), name="my_measure_responses"),
    path("me/measure-responses/<uuid:uuid>/", responses.MyResponseView.as_view(), name="my_measure_response"),
    path("me/measurements/", measurements.MyMeasurementsView.as_view(), name="my_measurements"),
]
